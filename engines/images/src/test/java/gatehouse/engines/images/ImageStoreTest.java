package gatehouse.engines.images;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import gatehouse.core.identity.ProjectId;
import gatehouse.core.identity.Secret;
import gatehouse.core.image.ImageName;
import gatehouse.core.image.ImageRoot;
import gatehouse.core.image.Images.Standing;
import gatehouse.core.image.RegistryLogin;
import gatehouse.core.refusal.Refusal;
import gatehouse.core.refusal.Refused;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Images, brought from a registry of the test's own and from files. */
class ImageStoreTest {
  private static final ProjectId PROJECT = new ProjectId("0123456789abcdef0123456789abcdef");
  private static final ImageLimits SMALL = new ImageLimits(1 << 20, 1L << 30, 1000, 10, 4 << 20);

  @TempDir Path folder;
  private final ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor();
  private final List<Standing> said = new CopyOnWriteArrayList<>();
  private boolean unknown;
  private Optional<RegistryLogin> login = Optional.empty();
  private RegistryForTests registry;
  private ImageStore store;

  @BeforeEach
  void open() throws IOException {
    registry = new RegistryForTests();
    store = opened();
  }

  @AfterEach
  void close() {
    registry.close();
    executor.shutdownNow();
  }

  @Test
  void layersLieOverOneAnotherAndWhatIsWhitedOutIsGone() throws IOException {
    push(
        "1",
        new ImageForTests()
            .with(
                layer()
                    .folder("etc")
                    .file("etc/below", "below")
                    .file("etc/stays", "stays")
                    .folder("data")
                    .file("data/old", "old")
                    .file("both", "lower")
                    .link("lib", "usr/lib")
                    .folder("usr/lib"))
            .with(
                layer()
                    .file("etc/.wh.below", "")
                    .file("data/new", "new")
                    .file("data/.wh..wh..opq", "")
                    .file("both", "upper")
                    .file("lib/through-the-link", "x")
                    .hardLink("again", "etc/stays")));

    ImageRoot root = brought("tool:1");

    assertThat(root.folder().resolve("etc/below")).doesNotExist();
    assertThat(root.folder().resolve("data")).isDirectoryContaining("glob:**/new");
    assertThat(root.folder().resolve("data/old")).doesNotExist();
    assertThat(root.folder().resolve("both")).hasContent("upper");
    assertThat(root.folder().resolve("usr/lib/through-the-link")).hasContent("x");
    assertThat(root.folder().resolve("again")).hasContent("stays");
    assertThat(Files.isSymbolicLink(root.folder().resolve("lib"))).isTrue();
    assertThat(root.program()).containsExactly("/bin/sh");
    assertThat(root.environment()).containsEntry("GREETING", "hello");
    assertThat(root.workdir()).isEqualTo("/srv");
    assertThat(root.folder().resolve("srv")).isDirectory();
    assertThat(root.folder().resolve("etc/passwd")).content().contains("42420");
  }

  @Test
  void whatTheModelsUserMayReadEverybodyMayAndNothingElse() throws IOException {
    push(
        "1",
        new ImageForTests()
            .with(
                layer()
                    .file("own", "x", 0600, 42_420)
                    .file("of-root", "x", 0600, 0)
                    .file("program", "x", 04755, 0)));

    Path root = brought("tool:1").folder();

    assertThat(mode(root.resolve("own"))).isEqualTo("rw-rw-rw-");
    assertThat(mode(root.resolve("of-root"))).isEqualTo("rw-------");
    assertThat(mode(root.resolve("program"))).isEqualTo("rwxr-xr-x");
    assertThat((int) Files.getAttribute(root.resolve("program"), "unix:mode") & 07000).isZero();
  }

  @Test
  void anImageIsPulledOnceAndAskedForAgainByItsTag() throws IOException {
    push("1", new ImageForTests().with(layer().file("a", "a")));
    ImageRoot first = brought("tool:1");
    store = opened();
    registry.asked.clear();

    ImageRoot again = brought("tool:1");

    assertThat(again).isEqualTo(first);
    assertThat(registry.asked).anyMatch(path -> path.endsWith("/manifests/1"));
    assertThat(registry.asked).noneMatch(path -> path.contains("/blobs/"));
  }

  @Test
  void aTagThatMovedIsPulledAnew() throws IOException {
    push("1", new ImageForTests().with(layer().file("a", "first")));
    brought("tool:1");
    push("1", new ImageForTests().with(layer().file("a", "second")));
    store = opened();

    assertThat(brought("tool:1").folder().resolve("a")).hasContent("second");
  }

  @Test
  void progressIsTold() throws IOException {
    push("1", new ImageForTests().with(layer().zeros("a", 8)).with(layer().file("b", "b")));

    brought("tool:1");

    assertThat(said)
        .filteredOn(Standing.Underway.class::isInstance)
        .anyMatch(one -> one.toString().contains("2 layers"));
  }

  @Test
  void aDigestNamesAnImageAndAnotherIsRefused() throws IOException {
    String digest = push("1", new ImageForTests().with(layer().file("a", "a")));

    assertThat(brought("tool@" + digest).folder().resolve("a")).hasContent("a");
    assertThat(failure("tool@sha256:" + "0".repeat(64)).sentence()).contains("there is no image");
  }

  @Test
  void anImageThatIsNotThereIsSaid() {
    Standing.Failed failed = failure("nothing:1");

    assertThat(failed.sentence())
        .isEqualTo("there is no image %s/nothing:1 at %1$s".formatted(registry.host()));
  }

  @Test
  void anImageForAnotherCpuIsRefused() {
    var image = new ImageForTests().with(layer().file("a", "a"));
    image.cpu = "s390x";
    push("1", image);

    assertThat(failure("tool:1").sentence()).contains("linux/s390x", "this machine is linux/");
  }

  @Test
  void aLayerThatIsNotWhatItsDigestSaysIsRefused() {
    var image = new ImageForTests().with(layer().file("a", "a"));
    push("1", image);
    registry.corrupt(image.layer(0));

    assertThat(failure("tool:1").sentence()).contains("not what it should be");
    assertThat(folder.resolve("images/roots")).isEmptyDirectory();
  }

  @Test
  void namesThatLeadOutOfTheImageAreRefused() {
    Map<String, ImageForTests.Layer> bad =
        Map.of(
            "../escaped", layer().file("../escaped", "x"),
            "a/../../escaped", layer().file("a/../../escaped", "x"));
    bad.forEach(
        (name, layer) -> {
          push("1", new ImageForTests().with(layer));
          assertThat(failure("tool:1").sentence()).contains("leads out of the image", name);
        });
    assertThat(folder.resolve("images/escaped")).doesNotExist();
    assertThat(folder.resolve("images/roots")).isEmptyDirectory();
  }

  @Test
  void aLinkOutOfTheImageLeadsNowhereWhileItIsUnpacked() throws IOException {
    Path outside = Files.createDirectory(folder.resolve("outside"));
    push(
        "1",
        new ImageForTests()
            .with(layer().link("out", outside.toString()).link("up", "../../../../../.."))
            .with(layer().file("out/planted", "x").file("up/planted", "x")));

    Path root = brought("tool:1").folder();

    assertThat(outside).isEmptyDirectory();
    assertThat(root.resolve(outside.toString().substring(1)).resolve("planted")).hasContent("x");
    assertThat(Files.exists(root.resolve("planted"), LinkOption.NOFOLLOW_LINKS)).isTrue();
  }

  @Test
  void aHardLinkOutOfTheImageIsRefused() throws IOException {
    Files.writeString(folder.resolve("secret"), "secret");
    for (String to :
        List.of("../../../../secret", folder.resolve("secret").toString(), "nothing")) {
      push("1", new ImageForTests().with(layer().hardLink("mine", to)));
      assertThat(failure("tool:1").sentence()).contains("hard link");
    }
  }

  @Test
  void aDeviceNodeIsRefusedUnlessItLiesWhereItIsHidden() throws IOException {
    push("1", new ImageForTests().with(layer().device("srv/sda")));
    assertThat(failure("tool:1").sentence()).contains("device node", "srv/sda");

    push("2", new ImageForTests().with(layer().device("dev/console").file("a", "a")));
    assertThat(brought("tool:2").folder().resolve("dev")).isEmptyDirectory();
  }

  @Test
  void aLayerThatUnpacksToFarMoreThanItsSizeIsRefused() throws IOException {
    push("1", new ImageForTests().with(layer().zeros("bomb", 8)));
    store = opened(SMALL);

    assertThat(failure("tool:1").sentence()).contains("unpacks to more than");
    assertThat(folder.resolve("images/roots")).isEmptyDirectory();
  }

  @Test
  void aRegistryThatFailsForAWhileIsAskedAgain() throws IOException {
    push("1", new ImageForTests().with(layer().file("a", "a")));
    registry.failing.set(2);

    assertThat(brought("tool:1").folder().resolve("a")).hasContent("a");
    assertThat(said).anyMatch(one -> one.toString().contains("trying again (1 of 3)"));
  }

  @Test
  void aRegistryThatIsGoneIsNamed() {
    registry.close();

    Standing.Failed failed = failure("tool:1");

    assertThat(failed.code()).isEqualTo("REGISTRY_UNAVAILABLE");
    assertThat(failed.sentence()).contains(registry.host(), "cannot be reached");
  }

  @Test
  void aRegistryThatNobodyKnowsIsSaidAsItIs() {
    unknown = true;

    Standing.Failed failed = failure("tool:1");

    assertThat(failed.code()).isEqualTo("REGISTRY_UNAVAILABLE");
    assertThat(failed.sentence()).contains(registry.host() + " has no address");
    assertThat(failed.sentence()).doesNotContain("must be");
  }

  @Test
  void aPrivateImageNeedsTheProjectsAccount() throws IOException {
    push("1", new ImageForTests().with(layer().file("a", "a")));
    registry.account = "ann:right";

    assertThat(failure("tool:1").sentence()).contains("wants an account", "registry add");
    login = Optional.of(new RegistryLogin("ann", new Secret("wrong")));
    assertThat(failure("tool:1").sentence()).contains("account");
    login = Optional.of(new RegistryLogin("ann", new Secret("right")));
    assertThat(brought("tool:1").folder().resolve("a")).hasContent("a");
  }

  @Test
  void imagesAreTakenFromAFolderAndFromTarballs() throws IOException {
    Path kept = folder.resolve("images/kept");
    new ImageForTests().with(layer().file("a", "folder")).writeTo(kept.resolve("laid-out"));
    byte[] saved = layer().file("a", "saved").bytes();
    new ImageForTests().saveTo(kept.resolve("saved.tar"), saved);

    assertThat(store.kept()).containsExactly("oci:laid-out", "oci:saved");
    assertThat(bring("oci:laid-out").folder().resolve("a")).hasContent("folder");
    assertThat(bring("oci:saved").folder().resolve("a")).hasContent("saved");
    assertThat(fail("oci:missing").sentence()).contains("no image oci:missing");
  }

  @Test
  void aRegistryOfDebiansPackageServesThem() throws Exception {
    Path program = Path.of("/usr/bin/docker-registry");
    assumeThat(program).as("Debian's package docker-registry").isExecutable();
    try (var real = new DebianRegistry(program, folder)) {
      var image = new ImageForTests().with(layer().file("a", "from Debian's registry"));
      real.push("team/tool", "1", image);

      ImageRoot root = bring(real.host() + "/team/tool:1");

      assertThat(root.folder().resolve("a")).hasContent("from Debian's registry");
      assertThat(fail(real.host() + "/team/other:1").sentence()).contains("there is no image");
    }
  }

  private static ImageForTests.Layer layer() {
    return new ImageForTests.Layer();
  }

  private static String mode(Path path) throws IOException {
    return java.nio.file.attribute.PosixFilePermissions.toString(
        Files.getPosixFilePermissions(path));
  }

  private String push(String tag, ImageForTests image) {
    return registry.push(tag, image);
  }

  private ImageStore opened() throws IOException {
    return opened(ImageLimits.standard());
  }

  private ImageStore opened(ImageLimits limits) throws IOException {
    return new ImageStore(
        folder.resolve("images"),
        (project, image) -> login,
        host -> {
          if (unknown) {
            throw new Refused(new Refusal.Unavailable(host + " has no address"));
          }
          return true;
        },
        limits,
        executor,
        length -> {},
        InstantSource.system());
  }

  private ImageRoot brought(String name) {
    return bring(registry.host() + "/" + name);
  }

  private Standing.Failed failure(String name) {
    return fail(registry.host() + "/" + name);
  }

  private ImageRoot bring(String name) {
    Standing last = last(name);
    assertThat(last).isInstanceOf(Standing.Ready.class);
    return ((Standing.Ready) last).root();
  }

  private Standing.Failed fail(String name) {
    Standing last = last(name);
    assertThat(last).isInstanceOf(Standing.Failed.class);
    return (Standing.Failed) last;
  }

  private Standing last(String name) {
    said.clear();
    var news = new Semaphore(0);
    while (true) {
      Standing now = store.prepare(PROJECT, ImageName.parse(name), news::release);
      said.add(now);
      if (!(now instanceof Standing.Underway)) {
        return now;
      }
      try {
        assertThat(news.tryAcquire(60, TimeUnit.SECONDS)).as("news of %s", name).isTrue();
      } catch (InterruptedException e) {
        throw new AssertionError(e);
      }
    }
  }
}
