package gatehouse.doors.api.keystone;

import gatehouse.core.access.Credential;
import gatehouse.core.administration.UserToken;
import gatehouse.core.identity.User;
import gatehouse.doors.web.Call;
import gatehouse.doors.web.Problem;
import gatehouse.doors.web.Reply;
import gatehouse.doors.wire.keystone.ErrorBody;
import gatehouse.doors.wire.keystone.ServiceBody;
import gatehouse.doors.wire.keystone.TokenBody;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** How things look on Keystone's wire. */
final class KeystoneShapes {
  private static final DateTimeFormatter DATE =
      DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSSSSS'Z'", Locale.ROOT)
          .withZone(ZoneOffset.UTC);
  private static final TokenBody.Domain DOMAIN =
      new TokenBody.Domain(AuthRequest.DOMAIN_ID, AuthRequest.DOMAIN);

  private KeystoneShapes() {}

  /** How a caller reaches the front door. */
  static String base(Call call) {
    return call.scheme() + "://" + call.host();
  }

  static TokenBody token(UserToken token, @Nullable List<ServiceBody> catalog, Instant now) {
    Credential session = token.session();
    Instant ends = session.expiresAt();
    User user = token.owner().user();
    String project = user.project().value();
    return new TokenBody(
        new TokenBody.Token(
            List.of("password"),
            List.of(auditId(session.id())),
            DATE.format(session.createdAt()),
            DATE.format(ends == null ? now : ends),
            false,
            new TokenBody.User(user.openstackId(), user.name().value(), DOMAIN, null),
            new TokenBody.Project(project, ProjectNames.of(project), DOMAIN),
            token.owner().grants().stream()
                .filter(grant -> grant.holdsAt(now))
                .map(grant -> new TokenBody.Role(grant.role().id(), grant.role().name().value()))
                .toList(),
            catalog));
  }

  /** 22 characters that name a session without giving it away. */
  private static String auditId(UUID id) {
    byte[] bytes =
        ByteBuffer.allocate(16)
            .putLong(id.getMostSignificantBits())
            .putLong(id.getLeastSignificantBits())
            .array();
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  /** A refusal as Keystone says one. */
  static Reply refusal(Call call, Problem problem) {
    Reply reply =
        Reply.json(
                new ErrorBody(
                    new ErrorBody.Fault(problem.status(), problem.title(), problem.message())))
            .status(problem.status());
    return problem.later(
        problem.status() == 401 ? reply.header("WWW-Authenticate", "Keystone uri=\"/v3\"") : reply);
  }
}
