package gatehouse.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ConfigTest {
  @TempDir Path folder;

  @Test
  void nothingNeedsToBeDecidedForTheFirstStart() throws Exception {
    Config config = Config.read(List.of(), Map.of("HOME", "/home/ada"));

    assertThat(config.data()).isEqualTo(Path.of("/home/ada/.local/share/gatehouse"));
    assertThat(config.port()).isEqualTo(8080);
    assertThat(config.bind()).isEqualTo("127.0.0.1");
    assertThat(config.domain()).isEqualTo("localhost");
  }

  @Test
  void flagsWinOverVariablesAndVariablesOverTheFile() throws Exception {
    Path file =
        Files.writeString(
            folder.resolve("gatehouse.conf"), "# mine\nport = 1\ndomain = a.example\nbind = ::1\n");

    Config config =
        Config.read(
            List.of("--config", file.toString(), "--port=3"),
            Map.of("HOME", "/", "GATEHOUSE_PORT", "2", "GATEHOUSE_DOMAIN", "b.example"));

    assertThat(config.port()).isEqualTo(3);
    assertThat(config.domain()).isEqualTo("b.example");
    assertThat(config.bind()).isEqualTo("::1");
  }

  @Test
  void thereAreOtherNodesWhereTheDatabaseIsShared() throws Exception {
    var home = Map.of("HOME", "/");
    List<String> shared = List.of("--database-url", "postgresql://db.internal/gatehouse");

    assertThat(Config.read(List.of(), home).nodePort()).isEmpty();
    assertThat(Config.read(shared, home).nodePort()).contains(new NodePort("127.0.0.1", 0));
    assertThat(faults(home, "--node-bind", "127.0.0.2"))
        .containsExactly(
            "node-bind and node-port: only with database-url, for nodes share a database");
    assertThat(faults(home, shared.get(0), shared.get(1), "--node-bind", "0.0.0.0"))
        .containsExactly("node-bind: the one address at which the other nodes reach this one");
    assertThat(faults(home, shared.get(0), shared.get(1), "--node-bind", "no.such.invalid"))
        .containsExactly("node-bind: no such address: no.such.invalid");
  }

  private static List<String> faults(Map<String, String> environment, String... flags) {
    return catchThrowableOfType(Config.Faulty.class, () -> Config.read(List.of(flags), environment))
        .faults();
  }

  @Test
  void theWorkspaceHasALimitUnlessItIsTurnedOff() throws Exception {
    var home = Map.of("HOME", "/");

    assertThat(Config.read(List.of(), home).workspaceLimit()).isEqualTo(20L << 30);
    assertThat(Config.read(List.of("--workspace-limit", "3"), home).workspaceLimit())
        .isEqualTo(3L << 30);
    assertThat(Config.read(List.of("--workspace-limit", "off"), home).workspaceLimit()).isZero();
    assertThat(Config.read(List.of(), home).metricsPort()).isEmpty();
    assertThat(Config.read(List.of("--metrics-port", "9464"), home).metricsPort()).contains(9464);
    assertThat(Config.read(List.of(), home).notebookIdle()).isZero();
    assertThat(Config.read(List.of("--notebook-idle", "2h"), home).notebookIdle()).hasHours(2);
    assertThat(Config.read(List.of(), home).notebookLimit()).isZero();
    assertThat(Config.read(List.of("--notebook-limit", "7d"), home).notebookLimit()).hasDays(7);
    assertThat(
            catchThrowableOfType(
                    Config.Faulty.class,
                    () -> Config.read(List.of("--workspace-limit", "much"), home))
                .faults())
        .containsExactly("workspace-limit: a number from 1 to 1048576, not \"much\"");
  }

  @Test
  void plainProcessesHaveToBeAllowedByFlagVariableOrFile() throws Exception {
    Path file = Files.writeString(folder.resolve("plain.conf"), "insecure-local = true\n");
    var home = Map.of("HOME", "/");

    assertThat(Config.read(List.of(), home).insecureLocal()).isFalse();
    assertThat(Config.read(List.of("--insecure-local"), home).insecureLocal()).isTrue();
    assertThat(Config.read(List.of("--config=" + file), home).insecureLocal()).isTrue();
    assertThat(
            Config.read(List.of(), Map.of("HOME", "/", "GATEHOUSE_INSECURE_LOCAL", "true"))
                .insecureLocal())
        .isTrue();
  }

  @Test
  void allFaultsAreNamedAtOnce() throws Exception {
    Path file = Files.writeString(folder.resolve("gatehouse.conf"), "prot = 1\n");

    var faulty =
        catchThrowableOfType(
            Config.Faulty.class,
            () ->
                Config.read(
                    List.of("--config=" + file, "--port", "70000", "--domain", "UPPER", "--colour"),
                    Map.of(
                        "GATEHOUSE_TLS_KEY",
                        "/nowhere/key.pem",
                        "GATEHOUSE_DATABASE_URL",
                        "mysql://x")));

    assertThat(faulty.faults())
        .hasSize(7)
        .anyMatch(fault -> fault.contains("unknown key \"prot\""))
        .anyMatch(fault -> fault.startsWith("port: a number from 0 to 65535"))
        .anyMatch(fault -> fault.startsWith("domain:"))
        .anyMatch(fault -> fault.startsWith("unknown flag --colour"))
        .anyMatch(fault -> fault.contains("/nowhere/key.pem cannot be read"))
        .anyMatch(fault -> fault.startsWith("tls-certificate and tls-key"))
        .anyMatch(fault -> fault.startsWith("database-url:"));
  }

  @Test
  void anAddressThatOthersCanReachWantsTlsOrAnExplicitWord() throws Exception {
    var faulty =
        catchThrowableOfType(
            Config.Faulty.class,
            () -> Config.read(List.of("--bind", "0.0.0.0"), Map.of("HOME", "/")));

    assertThat(faulty.faults()).singleElement().asString().contains("insecure-http");
    assertThat(
            Config.read(List.of("--bind", "0.0.0.0", "--insecure-http"), Map.of("HOME", "/"))
                .bind())
        .isEqualTo("0.0.0.0");
  }

  @Test
  void whatOthersCanListenToIsWarnedOf() throws Exception {
    var home = Map.of("HOME", "/");

    assertThat(Config.read(List.of("--bind", "0.0.0.0", "--insecure-http"), home).inTheClear())
        .hasValueSatisfying(
            line -> assertThat(line).startsWith("Warning: others can reach 0.0.0.0 without TLS"));
    assertThat(Config.read(List.of("--s3-bind", "0.0.0.0", "--insecure-http"), home).inTheClear())
        .isPresent();
    assertThat(
            Config.read(
                    List.of("--s3-bind", "0.0.0.0", "--s3-port", "off", "--insecure-http"), home)
                .inTheClear())
        .isEmpty();
    assertThat(Config.read(List.of("--insecure-http"), home).inTheClear()).isEmpty();
  }

  @Test
  void whoLetsOthersInIsToldToGiveTheNameByWhichTheyCome() throws Exception {
    var home = Map.of("HOME", "/");
    var open = List.of("--bind", "0.0.0.0", "--insecure-http");

    assertThat(Config.read(open, home).nameForOthers())
        .hasValueSatisfying(line -> assertThat(line).contains("give --domain the name"));
    assertThat(Config.read(List.of(), home).nameForOthers()).isEmpty();
    assertThat(
            Config.read(
                    List.of("--bind", "0.0.0.0", "--insecure-http", "--domain", "ai.example.org"),
                    home)
                .nameForOthers())
        .isEmpty();
  }

  @Test
  void aStoreOfOnesOwnNeedsItsKeyAndTheSecretIsNoFlag() throws Exception {
    var home = Map.of("HOME", "/");
    Path file = Files.writeString(folder.resolve("secret"), "s3cret\n");
    var flags =
        List.of("--object-store-url", "https://s3.example/", "--object-store-access-key", "a");
    var withFile = new java.util.ArrayList<>(flags);
    withFile.addAll(List.of("--object-store-secret-key-file", file.toString()));

    OwnStore store = Config.read(withFile, home).objectStore().orElseThrow();
    assertThat(store.url()).hasToString("https://s3.example");
    assertThat(store.region()).isEqualTo("us-east-1");
    assertThat(store.secret().value()).isEqualTo("s3cret");
    assertThat(store.toString()).doesNotContain("s3cret");
    assertThat(
            Config.read(
                    flags, Map.of("HOME", "/", "GATEHOUSE_OBJECT_STORE_SECRET_KEY", "from there"))
                .objectStore()
                .orElseThrow()
                .secret()
                .value())
        .isEqualTo("from there");
    assertThat(faults(flags)).singleElement().asString().contains("object-store-secret-key-file");
    assertThat(faults(List.of("--object-store-secret-key=s3cret")))
        .singleElement()
        .asString()
        .contains("everybody on this machine")
        .doesNotContain("s3cret");
    assertThat(faults(List.of("--object-store-region", "x")))
        .singleElement()
        .asString()
        .contains("object-store-url");
  }

  @Test
  void aProxyThatIsNoAddressAndAPasswordThatIsTooShortAreNamedTogether() throws Exception {
    Path password = Files.writeString(folder.resolve("password"), "ab\n");

    assertThat(
            faults(
                List.of(
                    "--trusted-proxies=10.0.0.0/8,foo,::1,10.0.0.0/33,10.0.0.0/x",
                    "--admin-password-file=" + password)))
        .hasSize(4)
        .anyMatch(fault -> fault.startsWith("trusted-proxies:") && fault.endsWith("\"foo\""))
        .anyMatch(fault -> fault.endsWith("\"10.0.0.0/33\""))
        .anyMatch(fault -> fault.endsWith("\"10.0.0.0/x\""))
        .anyMatch(fault -> fault.contains(password + " must have 10 to 1024 characters"));
  }

  private static List<String> faults(List<String> flags) {
    return catchThrowableOfType(Config.Faulty.class, () -> Config.read(flags, Map.of("HOME", "/")))
        .faults();
  }
}
