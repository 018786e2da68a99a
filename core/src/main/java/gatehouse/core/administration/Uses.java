package gatehouse.core.administration;

import gatehouse.core.identity.Subject;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/** Collects when credentials were used, so that a request need not write; written now and then. */
public final class Uses {
  private final AdministrationStore store;
  private final ConcurrentHashMap<UUID, Instant> credentials = new ConcurrentHashMap<>();
  private final ConcurrentHashMap<Subject, Instant> signIns = new ConcurrentHashMap<>();

  public Uses(AdministrationStore store) {
    this.store = store;
  }

  /** Notes that a credential was used. */
  public void used(UUID credential, Instant at) {
    credentials.put(credential, at);
  }

  /** Notes that somebody proved who they are. */
  public void signedIn(Subject subject, Instant at) {
    signIns.put(subject, at);
  }

  /** Writes what was collected; what cannot be written is kept for the next time. */
  public void write() {
    Map<UUID, Instant> usedNow = new HashMap<>(credentials);
    Map<Subject, Instant> signedInNow = new HashMap<>(signIns);
    if (usedNow.isEmpty() && signedInNow.isEmpty()) {
      return;
    }
    store.noteUses(usedNow, signedInNow);
    usedNow.forEach(credentials::remove);
    signedInNow.forEach(signIns::remove);
  }
}
