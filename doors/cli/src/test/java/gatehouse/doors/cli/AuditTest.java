package gatehouse.doors.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.Signature;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

class AuditTest extends CommandTest {
  private static final String[] PARTS = {
    "user:1", "ad\u00e9", "token x (ci)", "127.0.0.1", "user.create", "user:2", "done"
  };

  private final KeyPair key = key();

  private static KeyPair key() {
    try {
      return KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Three lines, a checkpoint behind the second, and the end. */
  private List<String> lines() throws GeneralSecurityException {
    return lines(1, 2, "user.create", key);
  }

  /** As {@link #lines()}, from a line on, whose hashes are reckoned here, by the book. */
  private static List<String> lines(int from, int checkpoint, String second, KeyPair key)
      throws GeneralSecurityException {
    var lines = new ArrayList<String>();
    String before = "0".repeat(64);
    String start = before;
    for (int number = 1; number <= 3; number++) {
      String[] parts = PARTS.clone();
      parts[4] = number == 2 ? second : PARTS[4];
      var digest = MessageDigest.getInstance("SHA-256");
      add(digest, before);
      add(digest, Integer.toString(number));
      add(digest, "2026-11-23T12:00:00Z");
      add(digest, "9");
      for (String part : parts) {
        add(digest, part);
      }
      for (String part : new String[] {"a", "1", "b", "2"}) {
        add(digest, part);
      }
      start = number == from ? before : start;
      before = HexFormat.of().formatHex(digest.digest());
      if (number >= from) {
        lines.add(
            """
            {"number":%d,"at":"2026-11-23T12:00:00.000Z","subject":"%s","who":"%s",\
            "credential":"%s","address":"%s","action":"%s","target":"%s","result":"%s",\
            "revision":9,"details":{"b":"2","a":"1"},"hash":"%s"}"""
                .formatted(
                    number, parts[0], parts[1], parts[2], parts[3], parts[4], parts[5], parts[6],
                    before));
      }
      if (number == checkpoint) {
        lines.add(checkpoint(number, before, key));
      }
    }
    String signed =
        "gatehouse audit export\n%d\n%s\n3\n%s\n2026-11-23T13:00:00Z\n%s\n"
            .formatted(from, start, before, id(key));
    lines.add(
        """
        {"end":{"from":%d,"before":"%s","number":3,"hash":"%s","at":"2026-11-23T13:00:00.000Z",\
        "key":"%s","signature":"%s","publicKey":"%s"}}"""
            .formatted(
                from, start, before, id(key), sign(key, signed), pem(key).replace("\n", "\\n")));
    return lines;
  }

  private static String checkpoint(int number, String hash, KeyPair key)
      throws GeneralSecurityException {
    String signed =
        "gatehouse audit checkpoint\n%d\n%s\n2026-11-23T12:30:00Z\n%s\n"
            .formatted(number, hash, id(key));
    return """
        {"checkpoint":{"number":%d,"hash":"%s","at":"2026-11-23T12:30:00.000Z","key":"%s",\
        "signature":"%s"}}"""
        .formatted(number, hash, id(key), sign(key, signed));
  }

  private static String id(KeyPair key) throws GeneralSecurityException {
    return HexFormat.of()
        .formatHex(MessageDigest.getInstance("SHA-256").digest(key.getPublic().getEncoded()), 0, 8);
  }

  private static String pem(KeyPair key) {
    return "-----BEGIN PUBLIC KEY-----\n"
        + Base64.getEncoder().encodeToString(key.getPublic().getEncoded())
        + "\n-----END PUBLIC KEY-----\n";
  }

  private static String sign(KeyPair key, String text) throws GeneralSecurityException {
    var signature = Signature.getInstance("Ed25519");
    signature.initSign(key.getPrivate());
    signature.update(text.getBytes(StandardCharsets.UTF_8));
    return Base64.getEncoder().encodeToString(signature.sign());
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
        .startsWith("Lines 1 to 3 are as they were written, from the very first on.")
        .contains("1 checkpoint and the end", id(key), "the key that the export itself names");
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
    lines.remove(1);

    assertThat(shell.run("audit", "verify", file(lines).toString()).err())
        .contains("Broken: line 3 follows line 1.");
  }

  @Test
  void anInsertedLineIsFound() throws Exception {
    var lines = lines();
    lines.add(1, lines.getFirst());

    assertThat(shell.run("audit", "verify", file(lines).toString()).err())
        .contains("Broken: line 1 follows line 1.");
  }

  @Test
  void aLineThatIsCutOffIsFound() throws Exception {
    var lines = lines();
    String end = lines.removeLast();
    assertThat(shell.run("audit", "verify", file(lines).toString()).err())
        .contains("Broken: it is cut off after line 3: the signed end is missing.");

    lines.removeLast();
    assertThat(shell.run("audit", "verify", file(lines).toString()).err())
        .contains("Broken: it is cut off after line 2");

    lines.add(end);
    assertThat(shell.run("audit", "verify", file(lines).toString()).err())
        .contains("Broken: lines 3 to 3 are cut off.");

    var headless = lines();
    headless.removeFirst();
    assertThat(shell.run("audit", "verify", file(headless).toString()).err())
        .contains("Broken: it begins with line 2, and was written from 1.");

    var more = lines();
    more.add(more.getFirst());
    assertThat(shell.run("audit", "verify", file(more).toString()).err())
        .contains("more behind the signed end");
  }

  @Test
  void aChainThatWasReckonedAnewDoesNotFitWhatWasSigned() throws Exception {
    var lines = lines();
    var forged = lines(1, 0, "user.delete", key());
    lines.set(1, forged.get(1));
    lines.set(3, forged.get(2));

    assertThat(shell.run("audit", "verify", file(lines).toString()).err())
        .contains("Broken: the checkpoint of line 2 does not fit line 2");
    lines.remove(2);
    assertThat(shell.run("audit", "verify", file(lines).toString()).err())
        .contains("Broken: the signed end is that of line 3, and does not fit line 3.");
  }

  @Test
  void aCheckpointByAnotherKeyIsFound() throws Exception {
    KeyPair other = key();
    var lines = lines();
    String hash = lines.get(1).replaceAll(".*\"hash\":\"([0-9a-f]+)\".*", "$1");
    String mine = lines.set(2, checkpoint(2, hash, other));
    assertThat(shell.run("audit", "verify", file(lines).toString()).err())
        .contains("Broken: the checkpoint of line 2 is signed by another key, " + id(other));

    lines.set(2, checkpoint(2, hash, other).replace(id(other), id(key)));
    assertThat(shell.run("audit", "verify", file(lines).toString()).err())
        .contains("Broken: the signature of the checkpoint of line 2 is not that of key");

    lines.set(2, mine.replace("12:30:00", "12:31:00"));
    assertThat(shell.run("audit", "verify", file(lines).toString()).err())
        .contains("Broken: the signature of the checkpoint of line 2 is not that of key");
  }

  @Test
  void theKeyThatWasWrittenDownDecides() throws Exception {
    String export = file(lines()).toString();
    Path kept = Files.writeString(home.resolve("kept.pem"), pem(key));
    Path other = Files.writeString(home.resolve("other.pem"), pem(key()));

    assertThat(shell.run("audit", "verify", export, "--key", kept.toString()).out())
        .contains("signed by " + id(key) + ", as given by --key.");
    assertThat(shell.run("audit", "verify", export, "--key", other.toString()).err())
        .contains("is signed by another key, " + id(key));
    assertThat(
            shell
                .run("audit", "verify", export, "--key", other.toString(), "--key", kept.toString())
                .code())
        .as("keys may follow each other")
        .isZero();
    Path none = Files.writeString(home.resolve("none.pem"), "hello");
    assertThat(shell.run("audit", "verify", export, "--key", none.toString()).err())
        .contains("gatehouse audit key");
    assertThat(shell.run("audit", "verify", export, "--key", "/nowhere").err())
        .contains("There is no file /nowhere.");
  }

  @Test
  void aPartIsVerifiedFromTheHashBeforeIt() throws Exception {
    String before = lines().getFirst().replaceAll(".*\"hash\":\"([0-9a-f]+)\".*", "$1");
    var part = lines(2, 0, "user.create", key);
    String file = file(part).toString();

    assertThat(shell.run("audit", "verify", file, "--after", before).out())
        .startsWith("Lines 2 to 3 are as they were written.");
    assertThat(shell.run("audit", "verify", file, "--after", "0".repeat(64)).code()).isEqualTo(1);
    assertThat(shell.run("audit", "verify", file).code()).isZero();
    part.set(0, part.getFirst().replace("user.create", "user.delete"));
    assertThat(shell.run("audit", "verify", file(part).toString()).err())
        .contains("Broken: line 2 was changed");
  }

  @Test
  void whatTheServerHasIsVerifiedAndItsKeyPrinted() throws Exception {
    server.answers("GET /v1/gatehouse/audit/export?from=1", String.join("\n", lines()) + "\n");
    server.answers(
        "GET /v1/gatehouse/audit/key",
        "{\"id\":\"%s\",\"algorithm\":\"Ed25519\",\"publicKey\":\"%s\"}"
            .formatted(id(key), pem(key).replace("\n", "\\n")));

    assertThat(shell.run("audit", "verify").out()).startsWith("Lines 1 to 3 are as they were");
    assertThat(shell.run("audit", "key").out()).isEqualTo(pem(key));
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
  void everybodyListsTheLinesAboutThemselves() throws Exception {
    server.answers(
        "GET /v1/gatehouse/project/-/audit?limit=50&about=me", "[" + lines().getFirst() + "]");

    assertThat(shell.run("audit", "list", "--mine").out()).contains("user.create");
    assertThat(shell.run("audit", "list", "--mine", "--subject", "user:1").code()).isEqualTo(2);
  }

  @Test
  void aLineNamesToWhomAsPeopleKnowThem() {
    String line =
        "{\"subject\":\"%s\",\"who\":\"%s\",\"target\":\"%s\",\"details\":%s,\"action\":\"x\"}";
    server.answers(
        "GET /v1/gatehouse/project/-/audit?limit=50",
        "["
            + line.formatted("account:1", "admin", "user:17", "{\"user\":\"user-abc\"}")
            + ","
            + line.formatted("account:1", "admin", "account:2", "{\"account\":\"ada\"}")
            + ","
            + line.formatted("user:19", "user-def", "user:19", "{\"session\":\"s\"}")
            + ","
            + line.formatted("user:19", "user-def", "job:5f0c", "{\"name\":\"train\"}")
            + ","
            + line.formatted("user:19", "user-def", "user:23", "{}")
            + "]");

    String out = shell.run("audit", "list").out();

    assertThat(out)
        .contains("x    user-abc\n", "x    account ada\n", "x    user-def\n", "x    job train\n")
        .contains("x    user:23\n")
        .doesNotContain("user:17", "user:19", "account:2", "job:5");
    assertThat(shell.run("audit", "list", "-o", "json").out()).contains("user:17", "job:5f0c");
  }

  @Test
  void aRefusedExportLeavesTheFileAlone() throws IOException {
    server.answers("GET /v1/gatehouse/audit/export?from=1", 403, "{\"message\":\"No.\"}");
    Path to = Files.writeString(home.resolve("kept"), "before");

    assertThat(shell.run("audit", "export", "--to", to.toString()).err()).isEqualTo("error: No.\n");
    assertThat(to).hasContent("before");
  }
}
