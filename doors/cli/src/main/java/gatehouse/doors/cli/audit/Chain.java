package gatehouse.doors.cli.audit;

import gatehouse.doors.cli.remote.Failure;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * The audit's chain, reckoned again: the hash of a line is the SHA-256, in hex, over the hash of
 * the line before and all parts of the line, each with its length in front.
 */
final class Chain {
  private static final String START = "0".repeat(64);

  private @Nullable String before;
  private @Nullable JsonNode unproven;
  private boolean wholeFromStart;
  private long first;
  private long last;
  private long count;

  Chain(@Nullable String after) {
    this.before = after;
  }

  /** Takes the next line, or fails saying what is wrong with it. */
  void add(JsonNode line) {
    long number = line.path("number").asLong(0);
    if (count == 0) {
      first = number;
      wholeFromStart = number == 1;
      if (wholeFromStart) {
        before = START;
      }
    } else if (number != last + 1) {
      throw new Failure("Broken: line " + number + " follows line " + last + ".");
    }
    if (before == null) {
      unproven = line;
    } else {
      require(before, line);
    }
    before = line.path("hash").asString("");
    last = number;
    count++;
  }

  /** Fails where the first line does not follow one with this hash. */
  void requireStart(String start) {
    JsonNode line = unproven;
    if (line != null) {
      require(start, line);
    }
  }

  /** Whether the last line has this number and hash. */
  boolean endsWith(long number, String hash) {
    return count > 0 && number == last && hash.equals(before);
  }

  long first() {
    return first;
  }

  long count() {
    return count;
  }

  long last() {
    return last;
  }

  String summary() {
    return "Lines "
        + first
        + " to "
        + last
        + " are as they were written"
        + (wholeFromStart ? ", from the very first on" : "")
        + ". The last hash is "
        + before
        + ".";
  }

  private static void require(String before, JsonNode line) {
    if (!line.path("hash").asString("").equals(hash(before, line))) {
      throw new Failure(
          "Broken: line "
              + line.path("number").asString("")
              + " was changed, or the line before it was replaced.");
    }
  }

  private static String hash(String before, JsonNode line) {
    MessageDigest digest = sha256();
    add(digest, before);
    add(digest, line.path("number").asString(""));
    add(digest, instant(line.path("at").asString("")));
    add(digest, line.path("revision").asString("0"));
    for (String part :
        new String[] {"subject", "who", "credential", "address", "action", "target", "result"}) {
      add(digest, line.path(part).asString(""));
    }
    var details = new TreeMap<String, String>();
    line.path("details")
        .properties()
        .forEach(detail -> details.put(detail.getKey(), detail.getValue().asString("")));
    details.forEach(
        (name, value) -> {
          add(digest, name);
          add(digest, value);
        });
    return HexFormat.of().formatHex(digest.digest());
  }

  /** A date as it is hashed and signed. */
  static String instant(String at) {
    try {
      return Instant.parse(at).toString();
    } catch (DateTimeException e) {
      return at;
    }
  }

  private static void add(MessageDigest digest, String part) {
    byte[] bytes = part.getBytes(StandardCharsets.UTF_8);
    digest.update(ByteBuffer.allocate(4).putInt(bytes.length).array());
    digest.update(bytes);
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
