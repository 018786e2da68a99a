package gatehouse.engines.images;

/**
 * How large an image may be.
 *
 * @param download bytes that all layers may have as they come
 * @param unpacked bytes that all files may have
 * @param files how many files there may be
 * @param ratio how many times its own size a layer may unpack to
 * @param harmless bytes that a layer may unpack to however small it is
 */
public record ImageLimits(long download, long unpacked, long files, int ratio, long harmless) {
  /** What suits most machines. */
  public static ImageLimits standard() {
    return new ImageLimits(64L << 30, 128L << 30, 4_000_000, 200, 256L << 20);
  }
}
