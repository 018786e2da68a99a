package gatehouse.doors.api.pages;

import gatehouse.doors.web.Guard;
import gatehouse.doors.web.Reply;
import gatehouse.doors.web.Resource;
import gatehouse.doors.web.Routes;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** The one style sheet, under a name that changes with its content. */
final class Stylesheet implements Resource {
  private static final byte[] CONTENT = read();

  /** Where it is. */
  static final String PATH = "/pages/style-" + hash(CONTENT) + ".css";

  @Override
  public void mount(Routes routes) {
    routes.add(
        "GET",
        PATH,
        new Guard.Always(),
        call ->
            Reply.bytes("text/css;charset=utf-8", CONTENT)
                .header("Cache-Control", "public, max-age=31536000, immutable"));
  }

  private static byte[] read() {
    try (var in = Stylesheet.class.getResourceAsStream("style.css")) {
      if (in == null) {
        throw new IllegalStateException("style.css is not in the jar");
      }
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String hash(byte[] content) {
    try {
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(content);
      return HexFormat.of().formatHex(digest, 0, 6);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
