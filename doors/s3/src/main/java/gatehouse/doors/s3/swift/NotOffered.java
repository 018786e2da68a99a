package gatehouse.doors.s3.swift;

import java.util.List;
import java.util.Map;

/** What Swift knows of objects and this door does not: taken silently, it would be a promise. */
final class NotOffered {
  private static final String LARGE =
      "Objects in segments are not offered here: send it in one piece of at most 5 GiB, or by S3 in"
          + " parts.";
  private static final Map<String, String> HEADERS =
      Map.of(
          "X-Object-Manifest", LARGE,
          "X-Static-Large-Object", LARGE,
          "X-Delete-At", "Objects do not end by themselves here: leave X-Delete-At out.",
          "X-Delete-After", "Objects do not end by themselves here: leave X-Delete-After out.",
          "X-Symlink-Target", "Links between objects are not offered here.");
  private static final Map<String, String> QUERIES =
      Map.of(
          "multipart-manifest", LARGE,
          "temp_url_sig", "Links by signature are made by S3 here (presigned), not by Swift.",
          "version-id", "Versions are read by S3 here, not by Swift.",
          "extract-archive", "Archives are not taken apart here: send the files.",
          "bulk-delete", "Objects are removed one by one here, or many at once by S3.");

  private NotOffered() {}

  /** Refuses a request that asks for such a thing. */
  static void refuse(SwiftCall call) {
    HEADERS.forEach(
        (name, sentence) -> {
          if (call.header(name).isPresent()) {
            throw SwiftFault.notOffered(sentence);
          }
        });
    // Where there are no links, "the link itself" is the object: clients ask so before they delete.
    if (call.query("symlink").filter(what -> !what.equals("get")).isPresent()) {
      throw SwiftFault.notOffered(HEADERS.getOrDefault("X-Symlink-Target", ""));
    }
    for (String name : List.copyOf(QUERIES.keySet())) {
      if (call.query(name).isPresent()) {
        throw SwiftFault.notOffered(QUERIES.getOrDefault(name, ""));
      }
    }
  }
}
