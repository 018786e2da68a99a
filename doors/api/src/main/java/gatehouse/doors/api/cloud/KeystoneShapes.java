package gatehouse.doors.api.cloud;

import gatehouse.core.access.Credential;
import gatehouse.core.administration.UserToken;
import gatehouse.core.identity.User;
import gatehouse.doors.api.keystone.Catalog;
import gatehouse.doors.api.keystone.ProjectNames;
import gatehouse.doors.wire.cloud.UserTokenBody;
import gatehouse.doors.wire.cloud.UserTokenBody.Domain;
import gatehouse.doors.wire.cloud.UserTokenBody.Endpoint;
import gatehouse.doors.wire.cloud.UserTokenBody.Entry;
import gatehouse.doors.wire.cloud.UserTokenBody.Named;
import gatehouse.doors.wire.cloud.UserTokenBody.Role;
import gatehouse.doors.wire.cloud.UserTokenBody.Token;
import java.time.Instant;
import java.util.List;

/** The two forms of the model that come from Keystone: a user's token, and the openrc file. */
final class KeystoneShapes {
  private static final Domain DEFAULT = new Domain("Default");

  private KeystoneShapes() {}

  static UserTokenBody token(UserToken token, Catalog catalog, String base, Instant now) {
    Credential session = token.session();
    User user = token.owner().user();
    Instant ends = session.expiresAt();
    String project = user.project().value();
    return new UserTokenBody(
        token.value().value(),
        new Token(
            catalog.services(base, user.project()).stream()
                .map(service -> entry(catalog, service))
                .toList(),
            Shapes.date(ends == null ? now : ends),
            Shapes.date(session.createdAt()),
            List.of("password"),
            new Named(project, ProjectNames.of(project), DEFAULT),
            token.owner().grants().stream()
                .map(grant -> new Role(grant.role().id(), grant.role().name().value()))
                .toList(),
            new Named(user.openstackId(), user.name().value(), DEFAULT)));
  }

  private static Entry entry(Catalog catalog, Catalog.Service service) {
    return new Entry(
        service.id(),
        service.type(),
        List.of(
            new Endpoint(
                catalog.endpointId(service),
                "public",
                null,
                catalog.region(),
                service.id(),
                service.url())));
  }

  /**
   * The script that clients read values out of by pattern, so that quotes stand exactly where the
   * model has them. It names what is here, whatever was asked for: the one region, and the one
   * version of Keystone that is spoken. The wish was checked before; nothing else is free text.
   */
  static String openrc(User user, String base, String wanted, String region, StorageFiles storage) {
    String project = user.project().value();
    return """
        #!/bin/bash
        # Access of %1$s to project %2$s.%3$s
        export OS_AUTH_URL=%4$s/v3
        export OS_IDENTITY_API_VERSION=3
        export OS_USER_DOMAIN_NAME=${OS_USER_DOMAIN_NAME:-"Default"}
        export OS_PROJECT_DOMAIN_NAME=${OS_PROJECT_DOMAIN_NAME:-"Default"}
        export OS_TENANT_ID=%2$s
        export OS_TENANT_NAME="%5$s"
        export OS_USERNAME="%1$s"
        echo "Please enter your OpenStack Password: "
        read -sr OS_PASSWORD_INPUT
        export OS_PASSWORD=$OS_PASSWORD_INPUT
        export OS_REGION_NAME="%6$s"
        if [ -z "$OS_REGION_NAME" ]; then unset OS_REGION_NAME; fi
        """
            .formatted(
                user.name().value(),
                project,
                wanted.equals(region)
                    ? ""
                    : "\n# This installation has one region, not " + wanted + ".",
                base,
                ProjectNames.of(project),
                region)
        + storage.shell();
  }
}
