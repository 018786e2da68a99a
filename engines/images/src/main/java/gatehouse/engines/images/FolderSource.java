package gatehouse.engines.images;

import com.fasterxml.jackson.databind.JsonNode;
import gatehouse.core.image.ImageName;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;

/** An image as the OCI lays it out in a folder or tarball, or as {@code docker save} writes it. */
final class FolderSource implements ImageSource {
  private static final String NAME = "org.opencontainers.image.ref.name";

  private final ImageName.Local image;
  private final Shelf files;

  FolderSource(ImageName.Local image, Shelf files) {
    this.image = image;
    this.files = files;
  }

  /** Where the files are. */
  interface Shelf extends java.io.Closeable {
    boolean has(String path) throws IOException;

    InputStream open(String path) throws IOException;
  }

  @Override
  public Manifest manifest() throws IOException {
    if (files.has("index.json")) {
      return ofLayout(document("index.json"), 0);
    }
    if (files.has("manifest.json")) {
      return ofDocker(document("manifest.json"));
    }
    throw Fault.bad(
        "the image " + image.text() + " is neither of the OCI's layout nor of docker save");
  }

  @Override
  public void copy(Piece piece, OutputStream to) throws IOException {
    try (InputStream in = open(piece.place())) {
      in.transferTo(to);
    }
  }

  @Override
  public void close() throws IOException {
    files.close();
  }

  private Manifest ofLayout(JsonNode index, int depth) throws IOException {
    JsonNode chosen = choose(index, depth);
    String digest = Documents.digest(chosen.path("digest").asText());
    byte[] bytes = bytes(blob(digest));
    String came = java.util.HexFormat.of().formatHex(Blobs.sha256().digest(bytes));
    if (!digest.equals("sha256:" + came)) {
      throw Fault.bad("its manifest is not what it should be: its digest is sha256:" + came);
    }
    JsonNode document = Documents.read(bytes, "manifest");
    if (document.path("manifests").isArray()) {
      if (depth > 3) {
        throw Fault.bad("its index leads to indexes without end");
      }
      return ofLayout(document, depth + 1);
    }
    Manifest manifest = Documents.manifest(document);
    return new Manifest(
        placed(manifest.config()), manifest.layers().stream().map(FolderSource::placed).toList());
  }

  private JsonNode choose(JsonNode index, int depth) throws Fault {
    var fitting = new ArrayList<JsonNode>();
    var platforms = new ArrayList<String>();
    for (JsonNode one : index.path("manifests")) {
      String name = one.path("annotations").path(NAME).asText("");
      JsonNode platform = one.path("platform");
      String words = platform.path("os").asText() + "/" + platform.path("architecture").asText();
      boolean named = depth > 0 || image.tag() == null || name.equals(image.tag());
      boolean runs =
          platform.isMissingNode() || words.equals(Platform.SYSTEM + "/" + Platform.cpu());
      if (named && runs) {
        fitting.add(one);
      } else if (named) {
        platforms.add(words);
      }
    }
    if (fitting.isEmpty()) {
      throw platforms.isEmpty()
          ? Fault.bad("there is no image " + image.text())
          : Platform.wrong(image.text(), String.join(", ", platforms));
    }
    if (fitting.size() > 1) {
      throw Fault.bad(image.text() + " holds several images: say which, as oci:NAME:TAG");
    }
    return fitting.getFirst();
  }

  /** Layers lie there decompressed, so their digests are those that the configuration names. */
  private Manifest ofDocker(JsonNode all) throws IOException {
    for (JsonNode one : all) {
      List<String> tags = Documents.texts(one.path("RepoTags"));
      if (image.tag() == null || tags.stream().anyMatch(tag -> tag.endsWith(":" + image.tag()))) {
        String at = one.path("Config").asText();
        byte[] bytes = bytes(at);
        String digest = java.util.HexFormat.of().formatHex(Blobs.sha256().digest(bytes));
        List<String> digests = ImageConfig.read(bytes).layers();
        List<String> paths = Documents.texts(one.path("Layers"));
        if (paths.size() != digests.size()) {
          throw Fault.bad("its configuration names other layers than its manifest");
        }
        var layers = new ArrayList<Piece>();
        for (int i = 0; i < paths.size(); i++) {
          layers.add(new Piece(Documents.digest(digests.get(i)), -1, paths.get(i)));
        }
        return new Manifest(new Piece("sha256:" + digest, bytes.length, at), layers);
      }
    }
    throw Fault.bad("there is no image " + image.text());
  }

  private static Piece placed(Piece piece) {
    return new Piece(piece.digest(), piece.size(), blob(piece.digest()));
  }

  private static String blob(String digest) {
    return "blobs/" + digest.replace(':', '/');
  }

  private JsonNode document(String path) throws IOException {
    return Documents.read(bytes(path), path);
  }

  private byte[] bytes(String path) throws IOException {
    try (InputStream in = open(path)) {
      byte[] bytes = in.readNBytes(Documents.LONGEST + 1);
      if (bytes.length > Documents.LONGEST) {
        throw Fault.bad("its " + path + " is too large");
      }
      return bytes;
    }
  }

  private InputStream open(String path) throws IOException {
    if (!files.has(path)) {
      throw Fault.bad("the image " + image.text() + " lacks its file " + path);
    }
    return files.open(path);
  }
}
