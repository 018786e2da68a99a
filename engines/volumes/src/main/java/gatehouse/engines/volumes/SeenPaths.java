package gatehouse.engines.volumes;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;

/**
 * Which paths were seen, in eight bytes each: a million cost 8 MiB. Two paths may be taken for one,
 * which among a million happens once in tens of millions of times; what is gone then stays until
 * the next time.
 */
final class SeenPaths {
  private final MessageDigest digest;
  private long[] hashes = new long[1024];
  private int count;
  private boolean sorted;

  SeenPaths() {
    try {
      digest = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  void add(String path) {
    if (count == hashes.length) {
      hashes = Arrays.copyOf(hashes, count * 2);
    }
    hashes[count++] = hash(path);
    sorted = false;
  }

  boolean has(String path) {
    if (!sorted) {
      Arrays.sort(hashes, 0, count);
      sorted = true;
    }
    return Arrays.binarySearch(hashes, 0, count, hash(path)) >= 0;
  }

  private long hash(String path) {
    byte[] sum = digest.digest(path.getBytes(StandardCharsets.UTF_8));
    long hash = 0;
    for (int i = 0; i < Long.BYTES; i++) {
      hash = (hash << Byte.SIZE) | (sum[i] & 0xff);
    }
    return hash;
  }
}
