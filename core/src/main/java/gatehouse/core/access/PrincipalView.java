package gatehouse.core.access;

import gatehouse.core.access.Caller.Nobody;
import gatehouse.core.identity.Fingerprint;
import gatehouse.core.identity.Subject;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * What this node knows of its callers: read through, bounded, and dropped the moment a revision
 * says so.
 *
 * <p>A cell stands in the map before its principal is read, and a dropped cell is marked: a reading
 * that raced a change therefore finds its cell dropped and reads again. That is why nothing older
 * than the last applied revision is ever answered.
 */
public final class PrincipalView {
  private static final int TRIES = 8;

  private final PrincipalSource source;
  private final int capacity;
  private final ConcurrentHashMap<Subject, Cell> cells = new ConcurrentHashMap<>();
  private final ConcurrentHashMap<Fingerprint, Known> known = new ConcurrentHashMap<>();

  /**
   * @param capacity how many subjects, and how many fingerprints, are kept at most
   */
  public PrincipalView(PrincipalSource source, int capacity) {
    this.source = source;
    this.capacity = capacity;
  }

  /** The caller of a fingerprint if this node knows it; touches memory only. */
  public @Nullable Caller known(Fingerprint fingerprint) {
    Known entry = known.get(fingerprint);
    return entry == null || entry.cell.dropped ? null : entry.caller;
  }

  /** The caller of a fingerprint, read where this node does not know it. */
  public Optional<Caller> caller(Fingerprint fingerprint) {
    Caller present = known(fingerprint);
    if (present != null) {
      return Optional.of(present);
    }
    return source.ownerOf(fingerprint).flatMap(owner -> read(owner, fingerprint));
  }

  /**
   * The principal of a subject, read where this node does not know it; empty where there is none.
   */
  public Optional<Principal> principal(Subject subject) {
    return Optional.ofNullable(cell(subject).principal);
  }

  /** What a subject is called; its own words where there is none of it (any more). */
  public String nameOf(Subject subject) {
    return principal(subject)
        .map(principal -> principal.standing().name().value())
        .orElse(subject.toString());
  }

  /**
   * Remembers a password that was just proven, so that it costs no slow hash until something about
   * its owner changes.
   *
   * @param keyed the password's keyed fingerprint
   * @param proven the principal it was proven against; where that is stale by now nothing is
   *     remembered
   */
  public void remember(Fingerprint keyed, Principal proven, Caller caller) {
    Cell cell = cells.get(proven.standing().subject());
    if (cell != null && proven.equals(cell.principal)) {
      put(keyed, new Known(cell, caller));
    }
  }

  /**
   * The same caller as things stand now; empty where their credential or they themselves are gone.
   */
  public Optional<Caller> refreshed(Caller caller) {
    Standing standing = caller.standingOrNull();
    Credential credential = caller.credentialOrNull();
    if (caller instanceof Nobody || standing == null || credential == null) {
      return Optional.of(caller);
    }
    return principal(standing.subject())
        .flatMap(
            principal ->
                stillHeld(principal, credential).map(now -> Caller.of(principal.standing(), now)));
  }

  /**
   * As {@link #refreshed}, from memory alone: null where that takes a look into the source, and
   * where the caller is gone. Never blocks.
   */
  public @Nullable Caller refreshedFromMemory(Caller caller) {
    Standing standing = caller.standingOrNull();
    Credential credential = caller.credentialOrNull();
    if (standing == null || credential == null) {
      return caller;
    }
    Cell cell = cells.get(standing.subject());
    Principal principal = cell == null || cell.dropped ? null : cell.principal;
    if (principal == null) {
      return null;
    }
    return stillHeld(principal, credential)
        .map(now -> Caller.of(principal.standing(), now))
        .orElse(null);
  }

  /** Drops all that is known of a subject; from here on it is read again. */
  public void forget(Subject subject) {
    Cell cell = cells.remove(subject);
    if (cell != null) {
      cell.dropped = true;
      cell.fingerprints.forEach(known::remove);
    }
  }

  /** Drops everything. */
  public void forgetAll() {
    cells.keySet().forEach(this::forget);
  }

  private Optional<Caller> read(Subject owner, Fingerprint fingerprint) {
    Cell cell = cell(owner);
    Principal principal = cell.principal;
    if (principal == null) {
      return Optional.empty();
    }
    for (Principal.Key key : principal.keys()) {
      if (key.fingerprint().equals(fingerprint)) {
        Caller caller = Caller.of(principal.standing(), key.credential());
        put(fingerprint, new Known(cell, caller));
        return Optional.of(caller);
      }
    }
    return Optional.empty();
  }

  private static Optional<Credential> stillHeld(Principal principal, Credential credential) {
    if (credential.kind() == Credential.Kind.WORKLOAD
        || credential.kind() == Credential.Kind.SSH_KEY) {
      // A key stands in the spec of its workload, where who decides looks for it.
      return Optional.of(credential);
    }
    if (credential.kind() == Credential.Kind.PASSWORD) {
      UUID id = credential.id();
      return principal.passwords().stream().anyMatch(password -> password.id().equals(id))
          ? Optional.of(credential)
          : Optional.empty();
    }
    return principal.keys().stream()
        .map(Principal.Key::credential)
        .filter(key -> key.id().equals(credential.id()) && key.version() == credential.version())
        .findFirst();
  }

  /** A cell that was not dropped while it was being read. */
  private Cell cell(Subject subject) {
    for (int i = 0; i < TRIES; i++) {
      Cell cell = cells.get(subject);
      if (cell == null) {
        makeRoom();
        cell = cells.computeIfAbsent(subject, s -> new Cell());
      }
      cell.readOnce(() -> source.principal(subject).orElse(null));
      if (!cell.dropped) {
        if (cell.principal == null) {
          // Who is not there is not kept: else guesses would fill the memory.
          cells.remove(subject, cell);
        }
        return cell;
      }
    }
    throw new IllegalStateException(
        "the access of " + subject + " changes faster than it can be read");
  }

  private void put(Fingerprint fingerprint, Known entry) {
    if (known.size() >= capacity) {
      makeRoom();
    }
    entry.cell.fingerprints.add(fingerprint);
    known.put(fingerprint, entry);
    if (entry.cell.dropped) {
      known.remove(fingerprint, entry);
    }
  }

  /** Drops an arbitrary tenth when full: what is still needed is read again. */
  private void makeRoom() {
    if (cells.size() < capacity && known.size() < capacity) {
      return;
    }
    int toDrop = Math.max(1, capacity / 10);
    for (Subject subject : cells.keySet()) {
      if (toDrop-- <= 0) {
        return;
      }
      forget(subject);
    }
  }

  private record Known(Cell cell, Caller caller) {}

  private static final class Cell {
    private final java.util.Set<Fingerprint> fingerprints = ConcurrentHashMap.newKeySet();
    private volatile boolean dropped;
    private volatile boolean read;
    private volatile @Nullable Principal principal;
    private final java.util.concurrent.locks.ReentrantLock reading =
        new java.util.concurrent.locks.ReentrantLock();

    void readOnce(java.util.function.Supplier<@Nullable Principal> reader) {
      if (read) {
        return;
      }
      reading.lock();
      try {
        if (!read) {
          principal = reader.get();
          read = true;
        }
      } finally {
        reading.unlock();
      }
    }
  }
}
