package gatehouse.engines.objects;

import gatehouse.core.refusal.Refusal.Invalid;
import gatehouse.core.refusal.Refused;
import gatehouse.core.storage.ObjectKey;
import gatehouse.core.storage.ObjectShelf.Condition;
import gatehouse.core.storage.ObjectShelf.Part;
import gatehouse.core.storage.ObjectShelf.Upload;
import gatehouse.core.storage.Versions.Written;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;

/** Writings in several parts: a folder each, with a file that says what it is and one a part. */
final class Uploads {
  private static final Pattern ID = Pattern.compile("[0-9a-f]{32}");
  private static final String ABOUT = "about";
  private static final int MOST = 10_000;

  private final InstantSource clock;
  private final Stamp stamp;

  Uploads(InstantSource clock, Stamp stamp) {
    this.clock = clock;
    this.stamp = stamp;
  }

  String begin(Room room, ObjectKey key, Map<String, String> headers) throws IOException {
    String id = UUID.randomUUID().toString().replace("-", "");
    try (Draft draft = new Draft(room.aside())) {
      byte[] name = key.value().getBytes(StandardCharsets.UTF_8);
      draft.take(new ByteArrayInputStream(name), name.length);
      draft.finish("", clock.instant(), headers);
      draft.show(room.uploads().resolve(id).resolve(ABOUT));
    }
    return id;
  }

  Optional<Upload> find(Room room, String id) throws IOException {
    if (!ID.matcher(id).matches()) {
      return Optional.empty();
    }
    try (FileChannel file = FileChannel.open(room.uploads().resolve(id).resolve(ABOUT))) {
      Footer footer = Footer.of(file);
      byte[] name =
          new OpenFile(new ObjectKey(ABOUT), footer, file, false)
              .bytes(0, footer.size())
              .readAllBytes();
      var key = new ObjectKey(new String(name, StandardCharsets.UTF_8));
      return Optional.of(new Upload(id, key, footer.headers(), footer.modified()));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    }
  }

  List<Upload> all(Room room) throws IOException {
    var found = new ArrayList<Upload>();
    for (Path each : FolderShelves.children(room.uploads())) {
      find(room, each.getFileName().toString()).ifPresent(found::add);
    }
    found.sort(Comparator.comparing(Upload::key).thenComparing(Upload::startedAt));
    return found;
  }

  Part writePart(Room room, String id, int number, InputStream bytes, long length)
      throws IOException {
    if (number < 1 || number > MOST) {
      throw new Refused(new Invalid("partNumber", "1 to " + MOST));
    }
    try (Draft draft = new Draft(room.aside())) {
      draft.take(bytes, length);
      Footer footer = draft.finish(draft.etag(), clock.instant(), Map.of());
      draft.show(file(room, id, number));
      return part(number, footer);
    }
  }

  List<Part> parts(Room room, String id) throws IOException {
    var parts = new ArrayList<Part>();
    for (Path each : FolderShelves.children(room.uploads().resolve(id))) {
      String name = each.getFileName().toString();
      if (!name.equals(ABOUT)) {
        try (FileChannel file = FileChannel.open(each)) {
          parts.add(part(Integer.parseInt(name), Footer.of(file)));
        }
      }
    }
    return parts;
  }

  Written complete(Room room, Upload upload, List<Integer> numbers, Condition condition)
      throws IOException {
    MessageDigest ofAll = Draft.md5();
    try (Draft draft = new Draft(room.aside())) {
      for (int number : numbers) {
        try (FileChannel file = FileChannel.open(file(room, upload.id(), number))) {
          Footer footer = Footer.of(file);
          ofAll.update(HexFormat.of().parseHex(footer.etag()));
          draft.take(file, footer.size());
        } catch (NoSuchFileException e) {
          throw new Refused(new Invalid("part", "one that was written; " + number + " was not"));
        }
      }
      String etag = HexFormat.of().formatHex(ofAll.digest()) + "-" + numbers.size();
      Footer footer = draft.finish(etag, clock.instant(), stamp.on(upload.headers(), room));
      Written written = room.show(draft, footer, upload.key(), condition);
      drop(room, upload.id());
      return written;
    }
  }

  void drop(Room room, String id) throws IOException {
    FolderShelves.removeTree(room.uploads().resolve(id));
  }

  private static Path file(Room room, String id, int number) {
    return room.uploads().resolve(id).resolve(String.format(Locale.ROOT, "%05d", number));
  }

  private static Part part(int number, Footer footer) {
    return new Part(number, footer.size(), footer.etag(), footer.modified());
  }
}
