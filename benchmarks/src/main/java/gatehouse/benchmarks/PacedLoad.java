package gatehouse.benchmarks;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;

/**
 * Sends so many requests a second and prints the 99th percentile of the delays in milliseconds,
 * each counted from when the request was due: one that waits for another before it counts too; and
 * how many of all had no good answer.
 */
public final class PacedLoad {
  private static final int CONNECTIONS = 16;
  private static final long WARM_UP_SECONDS = 2;

  private PacedLoad() {}

  /** Arguments: port, requests a second, seconds, then the headers. */
  public static void main(String[] arguments) throws Exception {
    int port = Integer.parseInt(arguments[0]);
    int rate = Integer.parseInt(arguments[1]);
    long seconds = Long.parseLong(arguments[2]);
    byte[] request =
        ("GET / HTTP/1.1\r\n"
                + String.join("\r\n", Arrays.asList(arguments).subList(3, arguments.length))
                + "\r\n\r\n")
            .getBytes(StandardCharsets.US_ASCII);
    long gap = 1_000_000_000L * CONNECTIONS / rate;
    long start = System.nanoTime();
    var lanes = new ArrayList<Callable<List<Long>>>();
    var failed = new LongAdder();
    for (int i = 0; i < CONNECTIONS; i++) {
      long first = start + gap * i / CONNECTIONS;
      lanes.add(() -> delays(port, request, first, gap, WARM_UP_SECONDS + seconds, failed));
    }
    var all = new ArrayList<Long>();
    try (var threads = Executors.newFixedThreadPool(CONNECTIONS)) {
      for (var lane : threads.invokeAll(lanes)) {
        all.addAll(lane.get());
      }
    }
    all.sort(null);
    System.out.printf(
        Locale.ROOT,
        "%.3f of %d failed %d%n",
        all.get(all.size() * 99 / 100) / 1e6,
        all.size(),
        failed.sum());
  }

  private static List<Long> delays(
      int port, byte[] request, long first, long gap, long seconds, LongAdder failed) {
    var delays = new ArrayList<Long>();
    long counted = first + WARM_UP_SECONDS * 1_000_000_000L;
    long end = first + seconds * 1_000_000_000L;
    long due = first;
    while (due < end) {
      try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
        socket.setTcpNoDelay(true);
        socket.setSoTimeout(10_000);
        InputStream in = socket.getInputStream();
        byte[] buffer = new byte[16 * 1024];
        for (; due < end; due += gap) {
          for (long wait = due - System.nanoTime(); wait > 0; wait = due - System.nanoTime()) {
            LockSupport.parkNanos(wait);
          }
          socket.getOutputStream().write(request);
          readAnswer(in, buffer);
          if (due - counted >= 0) {
            delays.add(System.nanoTime() - due);
          }
        }
      } catch (IOException e) {
        System.err.println(e.getMessage());
        failed.increment();
        due += gap;
      }
    }
    return delays;
  }

  private static void readAnswer(InputStream in, byte[] buffer) throws IOException {
    int read = 0;
    int whole = -1;
    while (whole < 0 || read < whole) {
      int more = in.read(buffer, read, buffer.length - read);
      if (more < 0) {
        throw new IOException("closed in the middle of an answer");
      }
      read += more;
      whole = whole < 0 ? length(new String(buffer, 0, read, StandardCharsets.ISO_8859_1)) : whole;
    }
  }

  /** How long the answer is in all, once its head is there; until then -1. */
  private static int length(String text) throws IOException {
    int end = text.indexOf("\r\n\r\n");
    if (end < 0) {
      return -1;
    }
    String head = text.substring(0, end + 2).toLowerCase(Locale.ROOT);
    if (!head.startsWith("http/1.1 200 ")) {
      throw new IOException("not a good answer: " + head);
    }
    String name = "\r\ncontent-length: ";
    int from = head.indexOf(name) + name.length();
    return end + 4 + Integer.parseInt(head.substring(from, head.indexOf('\r', from)));
  }
}
