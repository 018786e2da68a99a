package gatehouse.server;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;

/** The house keeps its plan: who may import whom, and how large a file may grow. */
final class HouseRulesTest {
  private static final JavaClasses HOUSE =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .withImportOption(location -> !location.contains("-tests.jar"))
          .importPackages("gatehouse");

  @Test
  void theHouseIsNotEmpty() {
    assertThat(HOUSE.size()).isGreaterThan(300);
    for (String room :
        List.of(
            "core.access",
            "doors.web",
            "doors.api",
            "doors.gateway",
            "doors.s3",
            "doors.ssh",
            "doors.cli",
            "engines.objects",
            "engines.images",
            "engines.metrics",
            "engines.postgres",
            "engines.runtimes.agent",
            "engines.runtimes.local",
            "engines.runtimes.docker",
            "server")) {
      assertThat(HOUSE.stream().anyMatch(c -> c.getPackageName().startsWith("gatehouse." + room)))
          .as(room)
          .isTrue();
    }
  }

  @Test
  void coreKnowsOnlyJava() {
    noClasses()
        .that()
        .resideInAPackage("gatehouse.core..")
        .should()
        .dependOnClassesThat()
        .resideOutsideOfPackages("gatehouse.core..", "java..", "javax.crypto..", "org.jspecify..")
        .check(HOUSE);
    noClasses()
        .that()
        .resideInAPackage("gatehouse.core..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("java.sql..", "java.net.http..")
        .check(HOUSE);
  }

  @Test
  void noTwoPackagesDependOnEachOther() {
    slices().matching("gatehouse.(**)").should().beFreeOfCycles().check(HOUSE);
  }

  @Test
  void doorsAndEnginesDoNotSeeTheirSiblings() {
    never(
        "gatehouse.doors.wire..", "gatehouse.core..", "gatehouse.engines..", "gatehouse.server..");
    never(
        "gatehouse.doors.web..",
        "gatehouse.doors.api..",
        "gatehouse.doors.gateway..",
        "gatehouse.doors.s3..",
        "gatehouse.doors.panel..",
        "gatehouse.doors.cli..",
        "gatehouse.engines..",
        "gatehouse.server..");
    never(
        "gatehouse.doors.s3..",
        "gatehouse.doors.api..",
        "gatehouse.doors.wire..",
        "gatehouse.doors.gateway..",
        "gatehouse.doors.panel..",
        "gatehouse.doors.cli..",
        "gatehouse.engines..",
        "gatehouse.server..");
    never(
        "gatehouse.doors.ssh..",
        "gatehouse.doors.api..",
        "gatehouse.doors.wire..",
        "gatehouse.doors.gateway..",
        "gatehouse.doors.panel..",
        "gatehouse.doors.cli..",
        "gatehouse.doors.s3..",
        "gatehouse.engines..",
        "gatehouse.server..");
    never(
        "gatehouse.doors.api..",
        "gatehouse.doors.ssh..",
        "gatehouse.doors.s3..",
        "gatehouse.doors.gateway..",
        "gatehouse.doors.panel..",
        "gatehouse.doors.cli..",
        "gatehouse.engines..",
        "gatehouse.server..");
    never(
        "gatehouse.doors.gateway..",
        "gatehouse.doors.web..",
        "gatehouse.doors.wire..",
        "gatehouse.doors.api..",
        "gatehouse.doors.panel..",
        "gatehouse.doors.cli..",
        "gatehouse.engines..",
        "gatehouse.server..");
    never(
        "gatehouse.doors.cli..",
        "gatehouse.core..",
        "gatehouse.doors.web..",
        "gatehouse.doors.api..",
        "gatehouse.doors.gateway..",
        "gatehouse.doors.panel..",
        "gatehouse.engines..",
        "gatehouse.server..");
    never(
        "gatehouse.doors.panel..",
        "gatehouse.doors.wire..",
        "gatehouse.doors.api..",
        "gatehouse.doors.gateway..",
        "gatehouse.doors.cli..",
        "gatehouse.engines..",
        "gatehouse.server..");
    never("gatehouse.engines..", "gatehouse.doors..", "gatehouse.server..");
    // Runtimes share one room, which sees neither of them.
    never(
        "gatehouse.engines.runtimes.agent..",
        "gatehouse.engines.runtimes.local..",
        "gatehouse.engines.runtimes.docker..",
        "gatehouse.engines.runtimes.far..");
    never(
        "gatehouse.engines.runtimes.far..",
        "gatehouse.engines.runtimes.local..",
        "gatehouse.engines.runtimes.docker..");
    never("gatehouse.engines.runtimes.local..", "gatehouse.engines.runtimes.docker..");
    never("gatehouse.engines.runtimes.docker..", "gatehouse.engines.runtimes.local..");
    slices().matching("gatehouse.engines.(*)..").should().notDependOnEachOther().check(HOUSE);
  }

  @Test
  void librariesStayInTheirRooms() {
    onlyIn("java.sql..", "gatehouse.engines.postgres..");
    onlyIn("org.jdbi..", "gatehouse.engines.postgres..");
    onlyIn("com.google.cloud.tools.jib..", "gatehouse.engines.images..");
    onlyIn("tools.jackson.dataformat.yaml..", "gatehouse.engines.metrics..");
    onlyIn("io.netty..", "gatehouse.doors.gateway..");
    onlyIn("io.javalin..", "gatehouse.doors.web..");
    onlyIn("org.eclipse.jetty..", "gatehouse.doors.web..", "gatehouse.doors.s3..");
    onlyIn("org.apache.sshd..", "gatehouse.doors.ssh..");
    onlyIn("org.gaul..", "gatehouse.doors.s3..");
    onlyIn(
        "software.amazon..",
        "gatehouse.doors.s3..",
        "gatehouse.doors.cli.objects..",
        "gatehouse.engines.stores..");
    onlyIn("com.google.common..", "gatehouse.doors.s3..");
    onlyIn("com.github.dockerjava..", "gatehouse.engines.runtimes.docker..");
    onlyIn("picocli..", "gatehouse.doors.cli..");
    onlyIn("de.mkammerer..", "gatehouse.engines.argon2..");
  }

  @Test
  void clocksThreadsAndTheConsoleBelongToTheServer() {
    String[] rooms = {
      "gatehouse.core..",
      "gatehouse.doors.web..",
      "gatehouse.doors.api..",
      "gatehouse.doors.gateway..",
      "gatehouse.doors.s3..",
      "gatehouse.doors.ssh..",
      "gatehouse.doors.panel..",
      "gatehouse.engines.."
    };
    noClasses()
        .that()
        .resideInAnyPackage(rooms)
        .should()
        .callMethod(java.time.Instant.class, "now")
        .check(HOUSE);
    noClasses()
        .that()
        .resideInAnyPackage(rooms)
        .should()
        .callMethod(Thread.class, "sleep", long.class)
        .check(HOUSE);
    noClasses()
        .that()
        .resideInAnyPackage(rooms)
        .should()
        .callConstructorWhere(
            new DescribedPredicate<JavaAccess<?>>("a thread is made") {
              @Override
              public boolean test(JavaAccess<?> call) {
                return call.getTargetOwner().isEquivalentTo(Thread.class);
              }
            })
        .check(HOUSE);
    noClasses()
        .that()
        .resideInAnyPackage(rooms)
        .should()
        .accessField(System.class, "out")
        .orShould()
        .accessField(System.class, "err")
        .check(HOUSE);
  }

  @Test
  void everyPackageHasACharter() {
    classes()
        .that()
        .resideInAPackage("gatehouse..")
        .should(
            new ArchCondition<JavaClass>("live in a package marked @NullMarked") {
              @Override
              public void check(JavaClass item, ConditionEvents events) {
                events.add(
                    new SimpleConditionEvent(
                        item,
                        item.getPackage().isAnnotatedWith(NullMarked.class),
                        item.getPackageName() + " has no charter"));
              }
            })
        .check(HOUSE);
  }

  @Test
  void filesStaySmall() throws IOException {
    List<Long> lengths;
    try (Stream<Path> files = Files.walk(Path.of(".."))) {
      lengths =
          files
              .filter(
                  file ->
                      file.toString().endsWith(".java") && file.toString().contains("/src/main/"))
              .map(HouseRulesTest::length)
              .toList();
    }

    assertThat(lengths).hasSizeGreaterThan(200).allMatch(length -> length <= 400);
    long small = lengths.stream().filter(length -> length <= 200).count();
    assertThat((double) small / lengths.size()).isGreaterThanOrEqualTo(0.9);
  }

  private static long length(Path file) {
    try (Stream<String> lines = Files.lines(file)) {
      return lines.count();
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private static void never(String room, String... others) {
    noClasses()
        .that()
        .resideInAPackage(room)
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(others)
        .check(HOUSE);
  }

  private static void onlyIn(String library, String... rooms) {
    noClasses()
        .that()
        .resideInAPackage("gatehouse..")
        .and()
        .resideOutsideOfPackages(rooms)
        .and()
        .resideOutsideOfPackage("gatehouse.server..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage(library)
        .check(HOUSE);
  }
}
