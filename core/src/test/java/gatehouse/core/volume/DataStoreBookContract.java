package gatehouse.core.volume;

import static org.assertj.core.api.Assertions.assertThat;

import gatehouse.core.audit.AuditLine;
import gatehouse.core.identity.ProjectId;
import gatehouse.core.volume.DataStoreBook.Kept;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What every book of data stores must do. Each engine extends this with its own, empty one. */
public abstract class DataStoreBookContract {
  protected static final ProjectId PROJECT = new ProjectId("a".repeat(32));
  protected static final ProjectId OTHER = new ProjectId("b".repeat(32));
  private static final Instant NOON = Instant.parse("2026-11-23T12:00:00.123456Z");

  protected abstract DataStoreBook book();

  /** What was audited so far, oldest first. */
  protected abstract List<String> audited();

  private static Kept kept(ProjectId project, String alias, String secret) {
    return new Kept(
        new DataStore(
            project,
            alias,
            StoreKind.S3,
            URI.create("https://s3.example:9000"),
            "eu",
            "AKIA",
            "",
            NOON,
            NOON),
        secret.getBytes(StandardCharsets.UTF_8));
  }

  private static AuditLine line(String action) {
    return new AuditLine("user:1", "ann", "", "192.0.2.1", action, "datastore", "ok", Map.of());
  }

  private List<String> aliases(ProjectId project) {
    return book().list(project).stream().map(DataStore::alias).toList();
  }

  @Test
  void whatIsAddedIsFoundWhateverTheCaseOfItsLetters() {
    assertThat(book().add(kept(PROJECT, "Lab", "sealed"), line("datastore.add"))).isTrue();

    Kept found = book().find(PROJECT, "lAB").orElseThrow();

    assertThat(found.store()).isEqualTo(kept(PROJECT, "Lab", "").store());
    assertThat(found.sealedSecret()).asString().isEqualTo("sealed");
    assertThat(book().add(kept(PROJECT, "LAB", "other"), line("datastore.add"))).isFalse();
    assertThat(book().find(PROJECT, "lab").orElseThrow().sealedSecret())
        .asString()
        .isEqualTo("sealed");
    assertThat(audited()).containsExactly("datastore.add");
  }

  @Test
  void aGitStoreComesBackAsItWas() {
    var store =
        new DataStore(
            PROJECT,
            "Git",
            StoreKind.GIT_KEY,
            URI.create("ssh://git@git.example:2222/team"),
            "",
            "ssh-ed25519 AAAA ann",
            "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIK",
            NOON,
            NOON);
    book().add(new Kept(store, new byte[] {1}), line("datastore.add"));

    assertThat(book().find(PROJECT, "git").orElseThrow().store()).isEqualTo(store);
  }

  @Test
  void eachProjectHasItsOwnInTheOrderOfTheirNames() {
    for (String alias : List.of("b", "C", "a")) {
      book().add(kept(PROJECT, alias, "x"), line("datastore.add"));
    }
    book().add(kept(OTHER, "a", "x"), line("datastore.add"));

    assertThat(aliases(PROJECT)).containsExactly("a", "b", "C");
    assertThat(aliases(OTHER)).containsExactly("a");
    assertThat(book().find(OTHER, "b")).isEmpty();
  }

  @Test
  void oneIsReplacedOnlyWhereItIs() {
    assertThat(book().replace(kept(PROJECT, "lab", "x"), line("datastore.update"))).isFalse();
    book().add(kept(PROJECT, "lab", "one"), line("datastore.add"));

    assertThat(book().replace(kept(PROJECT, "lab", "two"), line("datastore.update"))).isTrue();

    assertThat(book().find(PROJECT, "lab").orElseThrow().sealedSecret())
        .asString()
        .isEqualTo("two");
    assertThat(audited()).containsExactly("datastore.add", "datastore.update");
  }

  @Test
  void whatIsRemovedIsGoneAndSaidOnce() {
    book().add(kept(PROJECT, "lab", "one"), line("datastore.add"));
    book().add(kept(OTHER, "lab", "one"), line("datastore.add"));

    assertThat(book().remove(PROJECT, "LAB", line("datastore.delete"))).isTrue();
    assertThat(book().remove(PROJECT, "LAB", line("datastore.delete"))).isFalse();
    book().audit(line("datastore.auth"));

    assertThat(aliases(PROJECT)).isEmpty();
    assertThat(aliases(OTHER)).containsExactly("lab");
    assertThat(audited())
        .containsExactly("datastore.add", "datastore.add", "datastore.delete", "datastore.auth");
  }
}
