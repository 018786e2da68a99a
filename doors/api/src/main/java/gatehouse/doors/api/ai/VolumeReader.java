package gatehouse.doors.api.ai;

import gatehouse.core.refusal.Refusal.Invalid;
import gatehouse.core.refusal.Refused;
import gatehouse.core.storage.BucketName;
import gatehouse.core.volume.MountPath;
import gatehouse.core.volume.UserVolume;
import gatehouse.core.volume.Volume;
import gatehouse.core.volume.VolumePermission;
import gatehouse.core.volume.VolumeSource;
import gatehouse.doors.wire.ai.DataStoreVolume;
import gatehouse.doors.wire.ai.GitVolume;
import gatehouse.doors.wire.ai.PrivateSwiftVolume;
import gatehouse.doors.wire.ai.PublicSwiftVolume;
import gatehouse.doors.wire.ai.VolumeBody;
import gatehouse.doors.wire.ai.VolumeSourceBody;
import gatehouse.doors.wire.ai.VolumeTargetBody;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads volumes in both shapes of the model, for one project. */
final class VolumeReader {
  private static final VolumeSourceBody NOTHING =
      new VolumeSourceBody(null, null, null, null, null);
  private static final VolumeTargetBody NOWHERE = new VolumeTargetBody(null, null);

  /** Where volumes apart from workloads are not known. */
  static final VolumeReader ALONE =
      new VolumeReader(
          id -> {
            throw invalid("volumes.userVolumeId", "left out here: give the source itself");
          },
          alias -> true);

  private final Function<UUID, UserVolume> kept;
  private final Predicate<String> isGit;

  /**
   * @param kept the project's volumes apart from workloads, by their ids
   * @param isGit whether an alias is that of a data store of git repositories
   */
  VolumeReader(Function<UUID, UserVolume> kept, Predicate<String> isGit) {
    this.kept = kept;
    this.isGit = isGit;
  }

  List<Volume> read(@Nullable List<VolumeBody> bodies) {
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

  private Volume read(VolumeBody body) {
    VolumeSourceBody below = body.volumeSource() == null ? NOTHING : body.volumeSource();
    var here =
        new VolumeSourceBody(
            body.dataStore() == null ? below.dataStore() : body.dataStore(),
            body.publicGit() == null ? below.publicGit() : body.publicGit(),
            body.publicSwift() == null ? below.publicSwift() : body.publicSwift(),
            body.privateSwift() == null ? below.privateSwift() : body.privateSwift(),
            body.standalone() == null ? below.standalone() : body.standalone());
    UserVolume attached = attached(body.userVolumeId(), here);
    VolumeSource source = attached == null ? source(here, "volumes") : attached.source();
    return new Volume(
        UUID.randomUUID(),
        new MountPath(required(body.mountPath(), "volumes.mountPath")),
        permission(body.permission(), source instanceof VolumeSource.Standalone),
        body.cache() == null ? attached != null && attached.cache() : body.cache(),
        source,
        attached == null ? null : attached.id(),
        target(body));
  }

  private static @Nullable VolumeSource target(VolumeBody body) {
    VolumeTargetBody below = body.volumeTarget() == null ? NOWHERE : body.volumeTarget();
    DataStoreVolume store =
        body.targetDataStore() == null ? below.targetDataStore() : body.targetDataStore();
    PrivateSwiftVolume swift =
        body.targetPrivateSwift() == null ? below.targetPrivateSwift() : body.targetPrivateSwift();
    if (store != null && swift != null) {
      throw invalid("volumes", "one target each: targetDataStore or targetPrivateSwift");
    }
    return swift != null ? bucket(swift) : store == null ? null : bucket(store);
  }

  private @Nullable UserVolume attached(@Nullable String id, VolumeSourceBody beside) {
    if (id == null || id.isBlank()) {
      return null;
    }
    if (!beside.equals(NOTHING)) {
      throw invalid("volumes", "a userVolumeId or a source, not both");
    }
    try {
      return kept.apply(UUID.fromString(id));
    } catch (IllegalArgumentException e) {
      throw invalid("volumes.userVolumeId", "a UUID");
    }
  }

  /**
   * The one source of a volume.
   *
   * @param field where it stands, for what is said of it
   */
  VolumeSource source(VolumeSourceBody body, String field) {
    DataStoreVolume store = body.dataStore();
    GitVolume git = body.publicGit();
    PublicSwiftVolume open = body.publicSwift();
    PrivateSwiftVolume swift = body.privateSwift();
    if (Stream.of(store, git, open, swift, body.standalone()).filter(Objects::nonNull).count()
        != 1) {
      throw invalid(
          field, "one source each: dataStore, publicGit, publicSwift, privateSwift or standalone");
    }
    if (store != null) {
      return stored(store);
    }
    if (swift != null) {
      return bucket(swift);
    }
    if (open != null) {
      return new VolumeSource.PublicContainer(required(open.url(), "volumes.publicSwift.url"));
    }
    return git != null
        ? new VolumeSource.Git(required(git.url(), "volumes.publicGit.url"))
        : new VolumeSource.Standalone();
  }

  /** A scratch folder that could only be read would be of no use. */
  private static VolumePermission permission(@Nullable String text, boolean scratch) {
    if (scratch) {
      return VolumePermission.RW;
    }
    return text == null ? VolumePermission.RO : VolumePermission.of(text);
  }

  private VolumeSource stored(DataStoreVolume store) {
    String alias = required(store.alias(), "volumes.dataStore.alias");
    String container = required(store.container(), "volumes.dataStore.container");
    return container.endsWith(".git") && isGit.test(alias)
        ? new VolumeSource.Repository(alias, container)
        : bucket(store);
  }

  private static VolumeSource.Bucket bucket(DataStoreVolume store) {
    return new VolumeSource.Bucket(
        required(store.alias(), "volumes.dataStore.alias"),
        new BucketName(required(store.container(), "volumes.dataStore.container")),
        store.prefix() == null ? "" : store.prefix(),
        store.archive() == null ? "" : store.archive());
  }

  /** The data stores of the model are called by their regions. */
  private static VolumeSource.Bucket bucket(PrivateSwiftVolume swift) {
    return bucket(
        new DataStoreVolume(
            required(swift.region(), "volumes.privateSwift.region"),
            required(swift.container(), "volumes.privateSwift.container"),
            swift.prefix(),
            swift.archive(),
            swift.internal()));
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
