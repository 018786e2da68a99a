package gatehouse.engines.images;

import gatehouse.core.image.Images.Standing.Underway;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.LongConsumer;

/** How far the layers of an image are, told in tenths. */
final class Progress implements LongConsumer {
  private static final int STEPS = 10;

  private final String image;
  private final int layers;
  private final long size;
  private final Consumer<Underway> told;
  private final AtomicLong came = new AtomicLong();
  private final AtomicInteger step = new AtomicInteger();

  Progress(String image, List<Piece> layers, Blobs blobs, Consumer<Underway> told) {
    this.image = image;
    var missing = layers.stream().filter(layer -> !blobs.has(layer)).toList();
    this.layers = missing.size();
    this.size = missing.stream().mapToLong(layer -> Math.max(0, layer.size())).sum();
    this.told = told;
    tell(0);
  }

  /** Bytes that are still to come. */
  long size() {
    return size;
  }

  @Override
  public void accept(long bytes) {
    long now = came.addAndGet(bytes);
    int reached = size == 0 ? 0 : (int) Math.min(STEPS, now * STEPS / size);
    int before = step.getAndAccumulate(reached, Math::max);
    if (reached > before && reached < STEPS) {
      tell(reached);
    }
  }

  private void tell(int tenths) {
    String share = tenths == 0 ? "" : ", " + tenths * 100 / STEPS + " %";
    told.accept(
        new Underway(
            Fetching.PULL,
            "pulling the image %s: %d layer%s, %s%s"
                .formatted(image, layers, layers == 1 ? "" : "s", inWords(size), share)));
  }

  private static String inWords(long bytes) {
    return bytes < 10_000_000
        ? String.format(Locale.ROOT, "%.1f MB", bytes / 1e6)
        : bytes / 1_000_000 + " MB";
  }
}
