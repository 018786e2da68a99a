package gatehouse.engines.images;

import java.util.Locale;

/** The CPUs of this machine, in the words of images. */
final class Platform {
  static final String SYSTEM = "linux";

  private Platform() {}

  static String cpu() {
    return cpu(System.getProperty("os.arch", ""));
  }

  static String cpu(String java) {
    return switch (java.toLowerCase(Locale.ROOT)) {
      case "amd64", "x86_64" -> "amd64";
      case "aarch64", "arm64" -> "arm64";
      default -> java;
    };
  }

  static Fault wrong(String image, String there) {
    return Fault.bad(
        "the image %s is for %s, and this machine is %s/%s".formatted(image, there, SYSTEM, cpu()));
  }
}
