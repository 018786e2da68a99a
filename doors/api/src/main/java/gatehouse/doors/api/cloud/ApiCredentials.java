package gatehouse.doors.api.cloud;

import gatehouse.core.access.AddressRange;
import gatehouse.core.access.Credential;
import gatehouse.core.administration.AdministrationStore;
import gatehouse.doors.wire.cloud.ApiCredential;
import java.util.Set;

/** Shapes credentials, with the time they were last used. */
public final class ApiCredentials {
  private final AdministrationStore store;

  public ApiCredentials(AdministrationStore store) {
    this.store = store;
  }

  ApiCredential body(Credential of) {
    Integer application = of.application();
    return new ApiCredential(
        of.number(),
        application == null ? 0 : application,
        "validated",
        Shapes.date(of.createdAt()),
        Shapes.dateOrNull(of.expiresAt()),
        Shapes.dateOrNull(store.lastUses(Set.of(of.id())).get(of.id())),
        false,
        of.kind() == Credential.Kind.CONSUMER_KEY ? Shapes.rules(of.rules()) : Shapes.everyCall(),
        of.addresses().isEmpty()
            ? null
            : of.addresses().stream().map(AddressRange::toString).toList());
  }
}
