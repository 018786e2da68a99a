package gatehouse.doors.cli.audit;

import gatehouse.doors.cli.remote.Failure;
import gatehouse.doors.cli.remote.Json;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/**
 * An export, checked line after line: the chain, the checkpoints between its lines, and the signed
 * end. The key may stand at the end, so signatures are checked there.
 */
final class Verification {
  static final String CURE = "What can be checked is written by: gatehouse audit export --to FILE";

  private final Chain chain;
  private final PublicKeys given;
  private final List<JsonNode> checkpoints = new ArrayList<>();
  private @Nullable JsonNode end;

  /**
   * @param given what signatures are checked with; where empty, the key that the export names
   */
  Verification(@Nullable String after, PublicKeys given) {
    this.chain = new Chain(after);
    this.given = given;
  }

  /** Takes the next line of the export, or fails saying what is wrong with it. */
  void add(String line) {
    if (line.isBlank()) {
      return;
    }
    JsonNode read = read(line);
    if (end != null) {
      throw new Failure(
          "Broken: there is more behind the signed end of line " + chain.last() + ".");
    }
    if (read.path("checkpoint").isObject()) {
      checkpoint(read.path("checkpoint"));
    } else if (read.path("end").isObject()) {
      end = read.path("end");
    } else if (read.path("number").isNumber() && read.path("hash").isString()) {
      chain.add(read);
    } else {
      throw new Failure("This is JSON, but no audit export. " + CURE);
    }
  }

  /** What was found, where nothing is wrong. */
  String result(String source) {
    if (chain.count() == 0 && end == null) {
      throw new Failure(source + " holds no audit lines. " + CURE);
    }
    JsonNode closing = end;
    if (closing == null) {
      throw new Failure(
          "Broken: it is cut off after line "
              + chain.last()
              + ": the signed end is missing. The server leaves it out, too, where its own lines"
              + " are not as they were written; its log says so.");
    }
    checkEnd(closing);
    PublicKeys keys =
        given.isEmpty() ? PublicKeys.of(closing.path("publicKey").asString("")) : given;
    for (JsonNode each : checkpoints) {
      checkSignature(keys, each, "the checkpoint of line " + number(each), Signed.checkpoint(each));
    }
    checkSignature(keys, closing, "the end after line " + number(closing), Signed.end(closing));
    return chain.summary()
        + " "
        + checkpoints.size()
        + (checkpoints.size() == 1 ? " checkpoint" : " checkpoints")
        + " and the end, of "
        + closing.path("at").asString("")
        + ", are signed by "
        + keys.ids()
        + (given.isEmpty()
            ? ", the key that the export itself names: compare it with one that you wrote down"
                + " earlier (--key)."
            : ", as given by --key.");
  }

  private JsonNode read(String line) {
    try {
      return Json.read(line);
    } catch (JacksonException e) {
      throw new Failure(
          (chain.count() == 0 ? "The first line" : "What follows line " + chain.last())
              + " is not an audit line. "
              + CURE);
    }
  }

  private void checkpoint(JsonNode checkpoint) {
    if (!chain.endsWith(number(checkpoint), hash(checkpoint))) {
      throw new Failure(
          "Broken: the checkpoint of line "
              + number(checkpoint)
              + " does not fit line "
              + chain.last()
              + ", behind which it stands.");
    }
    checkpoints.add(checkpoint);
  }

  private void checkEnd(JsonNode closing) {
    long from = closing.path("from").asLong(0);
    if (from != chain.first()) {
      throw new Failure(
          "Broken: it begins with line " + chain.first() + ", and was written from " + from + ".");
    }
    if (number(closing) > chain.last()) {
      throw new Failure(
          "Broken: lines " + (chain.last() + 1) + " to " + number(closing) + " are cut off.");
    }
    if (!chain.endsWith(number(closing), hash(closing))) {
      throw new Failure(
          "Broken: the signed end is that of line "
              + number(closing)
              + ", and does not fit line "
              + chain.last()
              + ".");
    }
    chain.requireStart(closing.path("before").asString(""));
  }

  private static void checkSignature(PublicKeys keys, JsonNode of, String what, String text) {
    String key = of.path("key").asString("");
    if (!keys.has(key)) {
      throw new Failure(
          "Broken: " + what + " is signed by another key, " + key + ", not by " + keys.ids() + ".");
    }
    if (!keys.verify(key, text, of.path("signature").asString(""))) {
      throw new Failure("Broken: the signature of " + what + " is not that of key " + key + ".");
    }
  }

  private static long number(JsonNode of) {
    return of.path("number").asLong(0);
  }

  private static String hash(JsonNode of) {
    return of.path("hash").asString("");
  }

  /** The texts that are signed, as the server writes them. */
  private static final class Signed {
    static String checkpoint(JsonNode of) {
      return "gatehouse audit checkpoint\n%d\n%s\n%s\n%s\n"
          .formatted(number(of), hash(of), at(of), of.path("key").asString(""));
    }

    static String end(JsonNode of) {
      return "gatehouse audit export\n%d\n%s\n%d\n%s\n%s\n%s\n"
          .formatted(
              of.path("from").asLong(0),
              of.path("before").asString(""),
              number(of),
              hash(of),
              at(of),
              of.path("key").asString(""));
    }

    private static String at(JsonNode of) {
      return Chain.instant(of.path("at").asString(""));
    }
  }
}
