package gatehouse.doors.gateway;

import gatehouse.core.access.Principal;
import gatehouse.core.access.PrincipalSource;
import gatehouse.core.identity.Fingerprint;
import gatehouse.core.identity.Subject;
import gatehouse.core.identity.UserName;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** Principals in a map. */
final class MemoryPrincipals implements PrincipalSource {
  final Map<Subject, Principal> bySubject = new ConcurrentHashMap<>();
  final AtomicInteger readings = new AtomicInteger();

  void put(Principal principal) {
    bySubject.put(principal.standing().subject(), principal);
  }

  @Override
  public Optional<Subject> ownerOf(Fingerprint fingerprint) {
    readings.incrementAndGet();
    return bySubject.values().stream()
        .filter(p -> p.keys().stream().anyMatch(k -> k.fingerprint().equals(fingerprint)))
        .map(p -> p.standing().subject())
        .findFirst();
  }

  @Override
  public Optional<Subject> named(UserName name) {
    readings.incrementAndGet();
    return bySubject.values().stream()
        .filter(p -> p.standing().name().equals(name))
        .map(p -> p.standing().subject())
        .findFirst();
  }

  @Override
  public Optional<Principal> principal(Subject subject) {
    readings.incrementAndGet();
    return Optional.ofNullable(bySubject.get(subject));
  }
}
