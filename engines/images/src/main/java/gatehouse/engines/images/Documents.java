package gatehouse.engines.images;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** Reads the JSON of images. */
final class Documents {
  /** Longer ones are none. */
  static final int LONGEST = 8 << 20;

  private static final Pattern DIGEST = Pattern.compile("sha256:[0-9a-f]{64}");
  private static final JsonMapper MAPPER = new JsonMapper();

  static {
    MAPPER
        .getFactory()
        .setStreamReadConstraints(StreamReadConstraints.builder().maxNestingDepth(50).build());
  }

  private Documents() {}

  static JsonNode read(byte[] bytes, String what) throws Fault {
    try {
      return MAPPER.readTree(bytes);
    } catch (JsonProcessingException e) {
      throw Fault.bad("its " + what + " is no JSON");
    } catch (java.io.IOException e) {
      throw Fault.bad("its " + what + " cannot be read");
    }
  }

  static List<String> texts(JsonNode array) {
    var texts = new ArrayList<String>();
    array.forEach(one -> texts.add(one.asText()));
    return texts;
  }

  /** Passes for a digest of the one kind that is taken. */
  static String digest(String text) throws Fault {
    if (!DIGEST.matcher(text).matches()) {
      throw Fault.bad("it names a piece by something else than a SHA-256 digest");
    }
    return text;
  }

  /** The pieces that a manifest of the OCI or of Docker names. */
  static Manifest manifest(JsonNode manifest) throws Fault {
    if (!manifest.path("layers").isArray() || !manifest.path("config").isObject()) {
      throw Fault.bad("its manifest is of a kind that is not known here");
    }
    var layers = new ArrayList<Piece>();
    for (JsonNode layer : manifest.path("layers")) {
      layers.add(piece(layer));
    }
    return new Manifest(piece(manifest.path("config")), layers);
  }

  private static Piece piece(JsonNode descriptor) throws Fault {
    String digest = digest(descriptor.path("digest").asText());
    return new Piece(digest, descriptor.path("size").asLong(-1), digest);
  }
}
