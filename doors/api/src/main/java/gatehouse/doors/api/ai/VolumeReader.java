package gatehouse.doors.api.ai;

import gatehouse.core.refusal.Refusal.Invalid;
import gatehouse.core.refusal.Refusal.NotBuilt;
import gatehouse.core.refusal.Refused;
import gatehouse.core.storage.BucketName;
import gatehouse.core.volume.MountPath;
import gatehouse.core.volume.Volume;
import gatehouse.core.volume.VolumePermission;
import gatehouse.core.volume.VolumeSource;
import gatehouse.doors.wire.ai.DataStoreVolume;
import gatehouse.doors.wire.ai.GitVolume;
import gatehouse.doors.wire.ai.VolumeBody;
import gatehouse.doors.wire.ai.VolumeSourceBody;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Reads volumes in both shapes of the model. */
final class VolumeReader {
  private static final VolumeSourceBody NOTHING =
      new VolumeSourceBody(null, null, null, null, null);

  private VolumeReader() {}

  static List<Volume> read(@Nullable List<VolumeBody> bodies) {
    var volumes = new ArrayList<Volume>();
    if (bodies == null) {
      return volumes;
    }
    for (@Nullable VolumeBody body : bodies) {
      if (body == null) {
        throw invalid("volumes", "objects of mountPath, permission and a source");
      }
      volumes.add(read(body));
    }
    return volumes;
  }

  private static Volume read(VolumeBody body) {
    VolumeSourceBody below = body.volumeSource() == null ? NOTHING : body.volumeSource();
    DataStoreVolume store = body.dataStore() == null ? below.dataStore() : body.dataStore();
    GitVolume git = body.publicGit() == null ? below.publicGit() : body.publicGit();
    Object scratch = body.standalone() == null ? below.standalone() : body.standalone();
    if (body.publicSwift() != null
        || body.privateSwift() != null
        || below.publicSwift() != null
        || below.privateSwift() != null) {
      throw new Refused(
          new NotBuilt(
              "Volumes of publicSwift and privateSwift are not built: use dataStore, with the alias"
                  + " of a data store."));
    }
    if (body.targetDataStore() != null) {
      throw new Refused(
          new NotBuilt("A target other than the source of a volume is not built yet."));
    }
    int sources = (store == null ? 0 : 1) + (git == null ? 0 : 1) + (scratch == null ? 0 : 1);
    if (sources != 1) {
      throw invalid("volumes", "one source each: dataStore, publicGit or standalone");
    }
    return new Volume(
        UUID.randomUUID(),
        new MountPath(required(body.mountPath(), "volumes.mountPath")),
        permission(body.permission(), scratch != null),
        Boolean.TRUE.equals(body.cache()),
        store != null
            ? bucket(store)
            : git != null
                ? new VolumeSource.Git(required(git.url(), "volumes.publicGit.url"))
                : new VolumeSource.Standalone());
  }

  /** A scratch folder that could only be read would be of no use. */
  private static VolumePermission permission(@Nullable String text, boolean scratch) {
    if (scratch) {
      return VolumePermission.RW;
    }
    return text == null ? VolumePermission.RO : VolumePermission.of(text);
  }

  private static VolumeSource bucket(DataStoreVolume store) {
    if (store.archive() != null && !store.archive().isBlank()) {
      throw new Refused(new NotBuilt("Volumes from an archive are not built yet."));
    }
    return new VolumeSource.Bucket(
        required(store.alias(), "volumes.dataStore.alias"),
        new BucketName(required(store.container(), "volumes.dataStore.container")),
        store.prefix() == null ? "" : store.prefix());
  }

  private static String required(@Nullable String text, String field) {
    if (text == null || text.isBlank()) {
      throw invalid(field, "there and not empty");
    }
    return text;
  }

  private static Refused invalid(String field, String rule) {
    return new Refused(new Invalid(field, rule));
  }
}
