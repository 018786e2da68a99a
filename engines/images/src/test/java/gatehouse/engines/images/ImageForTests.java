package gatehouse.engines.images;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;

/** An image, made layer by layer. */
final class ImageForTests {
  final Map<String, byte[]> blobs = new LinkedHashMap<>();
  private final List<String> layers = new ArrayList<>();
  private final List<String> plain = new ArrayList<>();
  String cpu = Platform.cpu();
  String config = "\"Cmd\":[\"/bin/sh\"],\"Env\":[\"GREETING=hello\"],\"WorkingDir\":\"/srv\"";

  /** A tarball in the making. */
  static final class Layer {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final TarArchiveOutputStream tar = new TarArchiveOutputStream(bytes, "UTF-8");

    Layer() {
      tar.setLongFileMode(TarArchiveOutputStream.LONGFILE_POSIX);
    }

    Layer file(String name, String text) {
      return file(name, text, 0644, 0);
    }

    Layer file(String name, String text, int mode, int owner) {
      var entry = new TarArchiveEntry(name, true);
      entry.setMode(mode);
      entry.setUserId(owner);
      entry.setSize(text.getBytes(UTF_8).length);
      return put(entry, text.getBytes(UTF_8));
    }

    Layer zeros(String name, int mebibytes) {
      var entry = new TarArchiveEntry(name, true);
      entry.setSize((long) mebibytes << 20);
      return put(entry, new byte[mebibytes << 20]);
    }

    Layer folder(String name) {
      return put(new TarArchiveEntry(name + "/", true), new byte[0]);
    }

    Layer link(String name, String to) {
      var entry = new TarArchiveEntry(name, TarConstants.LF_SYMLINK, true);
      entry.setLinkName(to);
      return put(entry, new byte[0]);
    }

    Layer hardLink(String name, String to) {
      var entry = new TarArchiveEntry(name, TarConstants.LF_LINK, true);
      entry.setLinkName(to);
      return put(entry, new byte[0]);
    }

    Layer device(String name) {
      return put(new TarArchiveEntry(name, TarConstants.LF_CHR, true), new byte[0]);
    }

    private Layer put(TarArchiveEntry entry, byte[] content) {
      try {
        tar.putArchiveEntry(entry);
        tar.write(content);
        tar.closeArchiveEntry();
        return this;
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    byte[] bytes() {
      try {
        tar.close();
        return bytes.toByteArray();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  ImageForTests with(Layer layer) {
    byte[] tar = layer.bytes();
    plain.add(digest(tar));
    layers.add(put(gzip(tar)));
    return this;
  }

  /** The manifest's digest; manifest, configuration and layers are in {@link #blobs}. */
  String manifest() {
    String configuration =
        "{\"architecture\":\"%s\",\"os\":\"linux\",\"config\":{%s},\"rootfs\":{\"type\":\"layers\",\"diff_ids\":[%s]}}"
            .formatted(
                cpu,
                config,
                plain.stream().map(d -> '"' + d + '"').collect(Collectors.joining(",")));
    String named = put(configuration.getBytes(UTF_8));
    String all =
        layers.stream()
            .map(
                digest ->
                    "{\"mediaType\":\"application/vnd.oci.image.layer.v1.tar+gzip\",\"digest\":\"%s\",\"size\":%d}"
                        .formatted(digest, blobs.get(digest).length))
            .collect(Collectors.joining(","));
    String manifest =
        "{\"schemaVersion\":2,\"mediaType\":\"application/vnd.oci.image.manifest.v1+json\",\"config\":{\"mediaType\":\"application/vnd.oci.image.config.v1+json\",\"digest\":\"%s\",\"size\":%d},\"layers\":[%s]}"
            .formatted(named, configuration.getBytes(UTF_8).length, all);
    return put(manifest.getBytes(UTF_8));
  }

  String layer(int number) {
    return layers.get(number);
  }

  /** As the OCI lays it out. */
  void writeTo(Path folder) throws IOException {
    String manifest = manifest();
    Path named = Files.createDirectories(folder.resolve("blobs/sha256"));
    for (var blob : blobs.entrySet()) {
      Files.write(named.resolve(blob.getKey().substring(7)), blob.getValue());
    }
    Files.writeString(folder.resolve("oci-layout"), "{\"imageLayoutVersion\":\"1.0.0\"}");
    Files.writeString(
        folder.resolve("index.json"),
        "{\"schemaVersion\":2,\"manifests\":[{\"digest\":\"%s\",\"size\":%d}]}"
            .formatted(manifest, blobs.get(manifest).length));
  }

  /** As {@code docker save} writes it. */
  void saveTo(Path file, byte[] layer) throws IOException {
    String configuration =
        "{\"architecture\":\"%s\",\"os\":\"linux\",\"config\":{%s},\"rootfs\":{\"diff_ids\":[\"%s\"]}}"
            .formatted(cpu, config, digest(layer));
    try (var tar = new TarArchiveOutputStream(Files.newOutputStream(file))) {
      for (var one :
          Map.of(
                  "manifest.json",
                  "[{\"Config\":\"c.json\",\"RepoTags\":[\"tool:1\"],\"Layers\":[\"x/layer.tar\"]}]"
                      .getBytes(UTF_8),
                  "c.json",
                  configuration.getBytes(UTF_8),
                  "x/layer.tar",
                  layer)
              .entrySet()) {
        var entry = new TarArchiveEntry(one.getKey());
        entry.setSize(one.getValue().length);
        tar.putArchiveEntry(entry);
        tar.write(one.getValue());
        tar.closeArchiveEntry();
      }
    }
  }

  private String put(byte[] bytes) {
    String digest = digest(bytes);
    blobs.put(digest, bytes);
    return digest;
  }

  static String digest(byte[] bytes) {
    return "sha256:" + HexFormat.of().formatHex(Blobs.sha256().digest(bytes));
  }

  private static byte[] gzip(byte[] bytes) {
    var out = new ByteArrayOutputStream();
    try (var zip = new GZIPOutputStream(out)) {
      zip.write(bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }
}
