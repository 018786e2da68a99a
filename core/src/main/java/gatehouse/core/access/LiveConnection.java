package gatehouse.core.access;

import gatehouse.core.identity.Subject;
import java.time.Instant;
import java.util.Set;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Something open that stands on a right: it is closed when the right ends. */
public final class LiveConnection implements AutoCloseable {
  private final long number;
  private final @Nullable Permission needed;
  private final Supplier<@Nullable Resource> resource;
  private final Set<Subject> subjects;
  private final Instant since;
  private final Runnable cut;
  private final LiveConnections registry;
  private final AtomicBoolean open = new AtomicBoolean(true);
  private volatile ConnectionKind kind;
  private volatile Caller caller;
  private volatile @Nullable Future<?> end;

  LiveConnection(
      LiveConnections registry,
      long number,
      ConnectionKind kind,
      Caller caller,
      @Nullable Permission needed,
      Supplier<@Nullable Resource> resource,
      Set<Subject> subjects,
      Instant since,
      Runnable cut) {
    this.registry = registry;
    this.number = number;
    this.kind = kind;
    this.caller = caller;
    this.needed = needed;
    this.resource = resource;
    this.subjects = subjects;
    this.since = since;
    this.cut = cut;
  }

  /** Whether it still stands. */
  public boolean isOpen() {
    return open.get();
  }

  /** Its number on this node, never given twice. */
  public long number() {
    return number;
  }

  /** Who it belongs to, as last decided. */
  public Caller caller() {
    return caller;
  }

  /** What kind it is. */
  public ConnectionKind kind() {
    return kind;
  }

  /** Says what it turned into: an upgraded or streaming exchange counts as what it is now. */
  public void becomes(ConnectionKind now) {
    kind = now;
  }

  /** Since when it is open. */
  public Instant since() {
    return since;
  }

  /** What it is for; null where that is gone. */
  public @Nullable Resource resource() {
    return resource.get();
  }

  /** The permission it stands on; null where it is enough to belong to the project. */
  public @Nullable Permission needed() {
    return needed;
  }

  /** Says that it ended by itself; may be called more than once. */
  @Override
  public void close() {
    if (open.compareAndSet(true, false)) {
      leave();
    }
  }

  private void leave() {
    registry.remove(this);
    Future<?> timer = end;
    if (timer != null) {
      timer.cancel(false);
    }
  }

  /** Cancels a timer when this ends by itself. */
  void cancelWithEnd(Future<?> timer) {
    Future<?> before = end;
    end = timer;
    if (before != null) {
      before.cancel(false);
    }
    if (!open.get()) {
      timer.cancel(false);
    }
  }

  Set<Subject> subjects() {
    return subjects;
  }

  void standsFor(Caller refreshed) {
    caller = refreshed;
  }

  /** Ends it because its right ended; true for the one call that did. */
  boolean cut() {
    if (open.compareAndSet(true, false)) {
      leave();
      try {
        cut.run();
      } catch (RuntimeException e) {
        // It is marked as ended, and must not keep what else ends from ending.
      }
      return true;
    }
    return false;
  }
}
