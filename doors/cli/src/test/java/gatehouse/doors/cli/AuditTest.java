package gatehouse.doors.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

class AuditTest extends CommandTest {
  private static final String[] PARTS = {
    "user:1", "ad\u00e9", "token x (ci)", "127.0.0.1", "user.create", "user:2", "done"
  };

  /** Three lines whose hashes are reckoned here, by the book, part after part. */
  private static List<String> lines() throws NoSuchAlgorithmException {
    var lines = new ArrayList<String>();
    String before = "0".repeat(64);
    for (int number = 1; number <= 3; number++) {
      var digest = MessageDigest.getInstance("SHA-256");
      add(digest, before);
      add(digest, Integer.toString(number));
      add(digest, "2026-11-23T12:00:00Z");
      add(digest, "9");
      for (String part : PARTS) {
        add(digest, part);
      }
      for (String part : new String[] {"a", "1", "b", "2"}) {
        add(digest, part);
      }
      before = HexFormat.of().formatHex(digest.digest());
      lines.add(
          """
          {"number":%d,"at":"2026-11-23T12:00:00.000Z","subject":"%s","who":"%s","credential":"%s",\
          "address":"%s","action":"%s","target":"%s","result":"%s","revision":9,\
          "details":{"b":"2","a":"1"},"hash":"%s"}"""
              .formatted(
                  number, PARTS[0], PARTS[1], PARTS[2], PARTS[3], PARTS[4], PARTS[5], PARTS[6],
                  before));
    }
    return lines;
  }

  private static void add(MessageDigest digest, String part) {
    byte[] bytes = part.getBytes(StandardCharsets.UTF_8);
    digest.update(ByteBuffer.allocate(4).putInt(bytes.length).array());
    digest.update(bytes);
  }

  private Path file(List<String> lines) throws IOException {
    return Files.writeString(home.resolve("audit.ndjson"), String.join("\n", lines) + "\n");
  }

  @Test
  void anUntouchedExportIsVerified() throws Exception {
    var ran = shell.run("audit", "verify", file(lines()).toString());

    assertThat(ran.code()).as(ran.err()).isZero();
    assertThat(ran.out())
        .startsWith("Lines 1 to 3 are as they were written, from the very first on.");
  }

  @Test
  void aChangedLineIsFound() throws Exception {
    var lines = lines();
    lines.set(1, lines.get(1).replace("user.create", "user.delete"));

    var ran = shell.run("audit", "verify", file(lines).toString());

    assertThat(ran.code()).isEqualTo(1);
    assertThat(ran.err()).contains("Broken: line 2 was changed");
  }

  @Test
  void aMissingLineIsFound() throws Exception {
    var lines = lines();
    lines.remove(1);

    assertThat(shell.run("audit", "verify", file(lines).toString()).err())
        .contains("Broken: line 3 follows line 1.");
  }

  @Test
  void aPartIsVerifiedFromTheHashBeforeIt() throws Exception {
    var lines = lines();
    String before = lines.getFirst().replaceAll(".*\"hash\":\"([0-9a-f]+)\".*", "$1");
    String file = file(lines.subList(1, 3)).toString();

    assertThat(shell.run("audit", "verify", file, "--after", before).out())
        .startsWith("Lines 2 to 3 are as they were written.");
    assertThat(shell.run("audit", "verify", file, "--after", "0".repeat(64)).code()).isEqualTo(1);
  }

  @Test
  void whatIsNoExportIsRefused() throws IOException {
    assertThat(shell.run("audit", "verify", file(List.of("hello")).toString()).code()).isEqualTo(1);
    assertThat(shell.run("audit", "verify", file(List.of("")).toString()).code()).isEqualTo(1);
    for (String wrong : new String[] {"hello", "{\"a\":1}", "[]", ""}) {
      assertThat(shell.run("audit", "verify", file(List.of(wrong)).toString()).err())
          .contains("gatehouse audit export");
    }
    assertThat(shell.run("audit", "verify", "/nowhere").err()).contains("There is no file");
  }

  @Test
  void theAuditIsListedAndExported() throws Exception {
    String all = String.join("\n", lines()) + "\n";
    server.answers(
        "GET /v1/gatehouse/project/-/audit?limit=5&subject=user%3A1&action=a&before=9",
        "[" + lines().getFirst() + "]");
    server.answers("GET /v1/gatehouse/audit/export?from=1", all);
    Path to = home.resolve("out.ndjson");

    assertThat(
            shell
                .run(
                    "audit",
                    "list",
                    "--limit",
                    "5",
                    "--subject",
                    "user:1",
                    "--action",
                    "a",
                    "--before",
                    "9")
                .out())
        .contains("2026-11-23 12:00:00", "user.create", "done");
    assertThat(shell.run("audit", "export").out()).isEqualTo(all);
    assertThat(shell.run("audit", "export", "--to", to.toString()).code()).isZero();
    assertThat(shell.run("audit", "verify", to.toString()).code()).isZero();
    assertThat(shell.piping(all).run("audit", "verify", "-").code()).isZero();
  }

  @Test
  void aRefusedExportLeavesTheFileAlone() throws IOException {
    server.answers("GET /v1/gatehouse/audit/export?from=1", 403, "{\"message\":\"No.\"}");
    Path to = Files.writeString(home.resolve("kept"), "before");

    assertThat(shell.run("audit", "export", "--to", to.toString()).err()).isEqualTo("error: No.\n");
    assertThat(to).hasContent("before");
  }
}
