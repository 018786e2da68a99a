package gatehouse.engines.argon2;

import static org.assertj.core.api.Assertions.assertThat;

import gatehouse.core.identity.PasswordHash;
import gatehouse.core.identity.Secret;
import java.util.ArrayList;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class Argon2idHasherTest {
  private final Set<Thread> made = ConcurrentHashMap.newKeySet();
  private final ExecutorService threads =
      Executors.newFixedThreadPool(
          1,
          work -> {
            var thread = new Thread(work);
            made.add(thread);
            return thread;
          });
  private final Argon2idHasher hasher = new Argon2idHasher(threads);

  @AfterEach
  void endThreads() {
    threads.shutdownNow();
  }

  @Test
  void whoWaitsForAHashHoldsUpNoCarrierOfVirtualThreads() throws Exception {
    var free = new CountDownLatch(1);
    threads.execute(
        () -> {
          try {
            free.await();
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
        });
    var waiting = new ArrayList<Thread>();
    for (int i = 0; i < 4 * Runtime.getRuntime().availableProcessors(); i++) {
      waiting.add(Thread.startVirtualThread(() -> hasher.hash(new Secret("slow"))));
    }
    var other = new CountDownLatch(1);
    Thread.startVirtualThread(other::countDown);

    assertThat(other.await(20, TimeUnit.SECONDS)).isTrue();
    assertThat(waiting).allMatch(Thread::isAlive);

    free.countDown();
    for (Thread each : waiting) {
      each.join();
    }
    assertThat(made).hasSize(1);
  }

  @Test
  void aPasswordMatchesItsOwnHashAndNoOther() {
    PasswordHash hash = hasher.hash(new Secret("pässword-1"));

    assertThat(hasher.matches(new Secret("pässword-1"), hash)).isTrue();
    assertThat(hasher.matches(new Secret("pässword-2"), hash)).isFalse();
    assertThat(hasher.matches(new Secret(""), hash)).isFalse();
  }

  @Test
  void theHashSaysItsParametersAndIsSalted() {
    PasswordHash one = hasher.hash(new Secret("same"));
    PasswordHash other = hasher.hash(new Secret("same"));

    assertThat(one.value()).startsWith("$argon2id$v=19$m=19456,t=2,p=1$");
    assertThat(one).isNotEqualTo(other);
    assertThat(one).hasToString("***");
  }
}
