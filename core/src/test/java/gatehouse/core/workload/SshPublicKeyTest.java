package gatehouse.core.workload;

import static gatehouse.core.refusal.Refusals.refusalOf;
import static org.assertj.core.api.Assertions.assertThat;

import gatehouse.core.refusal.Refusal.Invalid;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Public keys as people paste them. */
final class SshPublicKeyTest {
  private static final String ED25519 =
      "ssh-ed25519 " + line("ssh-ed25519", new byte[32]) + " ada@laptop";

  @Test
  void aLineOfOpenSshIsTakenAsItIs() {
    var key = new SshPublicKey("  " + ED25519 + "\n");

    assertThat(key.line()).isEqualTo(ED25519);
    assertThat(key.bytes()).hasSize(4 + 11 + 4 + 32);
    assertThat(key.fingerprint()).matches("SHA256:[A-Za-z0-9+/]{43}");
  }

  @Test
  void whatIsNoKeyOrAWeakOneIsRefused() {
    byte[] weak = new byte[128];
    weak[0] = 0x7f;
    for (String line :
        List.of(
            "",
            "nonsense",
            "ssh-ed25519 AAAA",
            "ssh-dss " + line("ssh-dss", new byte[32]),
            "ssh-ed25519 " + line("ssh-rsa", new byte[32]),
            "ssh-ed25519 " + line("ssh-ed25519", new byte[31]),
            "ssh-rsa " + line("ssh-rsa", new byte[] {1, 0, 1}, weak),
            "ssh-rsa " + line("ssh-rsa", new byte[] {1, 0, 1}),
            "command=\"id\" " + ED25519,
            ED25519 + "\n" + ED25519,
            "-----BEGIN OPENSSH PRIVATE KEY-----")) {
      assertThat(refusalOf(() -> new SshPublicKey(line))).as(line).isInstanceOf(Invalid.class);
    }
  }

  static String line(String type, byte[]... parts) {
    var buffer = ByteBuffer.allocate(10_000);
    put(buffer, type.getBytes(StandardCharsets.US_ASCII));
    for (byte[] part : parts) {
      put(buffer, part);
    }
    byte[] bytes = new byte[buffer.position()];
    buffer.flip().get(bytes);
    return Base64.getEncoder().encodeToString(bytes);
  }

  private static void put(ByteBuffer buffer, byte[] part) {
    buffer.putInt(part.length).put(part);
  }
}
