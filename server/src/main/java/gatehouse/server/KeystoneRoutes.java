package gatehouse.server;

import gatehouse.doors.api.keystone.Catalog;
import gatehouse.doors.api.keystone.Ec2CredentialsResource;
import gatehouse.doors.api.keystone.IdentityResource;
import gatehouse.doors.api.keystone.TokensResource;
import gatehouse.doors.web.Resource;
import java.time.InstantSource;
import java.util.List;

/** The routes of Keystone's identity API. */
final class KeystoneRoutes {
  private KeystoneRoutes() {}

  static List<Resource> of(
      UseCases.Administration admin, ObjectStorage objects, InstantSource clock) {
    Catalog catalog = catalog(objects);
    return List.of(
        new IdentityResource(admin.userTokens(), admin.projects(), catalog),
        new TokensResource(admin.userTokens(), catalog, clock),
        new Ec2CredentialsResource(admin.userTokens(), admin.users(), objects.keys()));
  }

  /** What tokens name. */
  static Catalog catalog(ObjectStorage objects) {
    return new Catalog(Resources.REGION, objects.endpoint().orElse(""));
  }
}
