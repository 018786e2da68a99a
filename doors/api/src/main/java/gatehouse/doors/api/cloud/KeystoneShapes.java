package gatehouse.doors.api.cloud;

import gatehouse.core.administration.IssuedSession;
import gatehouse.core.administration.UserWithRoles;
import gatehouse.core.identity.User;
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

  static UserTokenBody token(
      UserWithRoles of, IssuedSession session, String base, String region, Instant now) {
    User user = of.user();
    Instant ends = session.session().expiresAt();
    String project = user.project().value();
    var ai =
        new Entry(
            "gatehouse-ai",
            "ai",
            List.of(
                new Endpoint(
                    "gatehouse-ai-" + region,
                    "public",
                    null,
                    region,
                    "gatehouse-ai",
                    base + "/v1")));
    return new UserTokenBody(
        session.value().value(),
        new Token(
            List.of(ai),
            Shapes.date(ends == null ? now : ends),
            Shapes.date(session.session().createdAt()),
            List.of("password"),
            new Named(project, Shapes.tenantName(project), DEFAULT),
            of.grants().stream()
                .map(grant -> new Role(grant.role().id(), grant.role().name().value()))
                .toList(),
            new Named(user.openstackId(), user.name().value(), DEFAULT)));
  }

  /**
   * The script that clients read values out of by pattern, so that quotes stand exactly where the
   * model has them. The region was checked before; nothing else in it is free text.
   */
  static String openrc(
      User user, String base, String region, String version, StorageFiles storage) {
    String project = user.project().value();
    return """
        #!/bin/bash
        # Access of %1$s to project %2$s.
        export OS_AUTH_URL=%3$s/%4$s
        export OS_IDENTITY_API_VERSION=%5$s
        export OS_USER_DOMAIN_NAME=${OS_USER_DOMAIN_NAME:-"Default"}
        export OS_PROJECT_DOMAIN_NAME=${OS_PROJECT_DOMAIN_NAME:-"Default"}
        export OS_TENANT_ID=%2$s
        export OS_TENANT_NAME="%6$s"
        export OS_USERNAME="%1$s"
        echo "Please enter your OpenStack Password: "
        read -sr OS_PASSWORD_INPUT
        export OS_PASSWORD=$OS_PASSWORD_INPUT
        export OS_REGION_NAME="%7$s"
        if [ -z "$OS_REGION_NAME" ]; then unset OS_REGION_NAME; fi
        """
            .formatted(
                user.name().value(),
                project,
                base,
                version,
                version.equals("v3") ? "3" : "2",
                Shapes.tenantName(project),
                region)
        + storage.shell();
  }
}
