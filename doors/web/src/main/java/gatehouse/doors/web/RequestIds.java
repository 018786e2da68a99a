package gatehouse.doors.web;

import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.concurrent.atomic.AtomicLong;

/** Numbers requests in the form that the model's clients print: {@code EU.ext-3.65f0…}. */
final class RequestIds {
  private static final int RANDOM_BYTES = 8;

  private final AtomicLong counter = new AtomicLong();
  private final String node;

  RequestIds(SecureRandom random) {
    byte[] bytes = new byte[RANDOM_BYTES];
    random.nextBytes(bytes);
    this.node = HexFormat.of().formatHex(bytes);
  }

  String next() {
    long count = counter.incrementAndGet();
    return "EU.ext-" + count + "." + node + "." + HexFormat.of().toHexDigits(count, 12);
  }
}
