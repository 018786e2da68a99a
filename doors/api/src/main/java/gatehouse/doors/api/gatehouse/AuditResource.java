package gatehouse.doors.api.gatehouse;

import gatehouse.core.access.ConnectionKind;
import gatehouse.core.access.LiveConnections;
import gatehouse.core.access.Permission;
import gatehouse.core.access.Standing;
import gatehouse.core.administration.AuditExport;
import gatehouse.core.administration.AuditQuery;
import gatehouse.core.administration.AuditTrail;
import gatehouse.core.administration.Users;
import gatehouse.core.audit.AuditEntry;
import gatehouse.core.identity.Subject;
import gatehouse.core.refusal.Refusal.Invalid;
import gatehouse.core.refusal.Refused;
import gatehouse.doors.web.Call;
import gatehouse.doors.web.Guard;
import gatehouse.doors.web.Outflow;
import gatehouse.doors.web.Reply;
import gatehouse.doors.web.Resource;
import gatehouse.doors.web.Routes;
import gatehouse.doors.wire.Json;
import gatehouse.doors.wire.gatehouse.AuditKeyBody;
import java.io.IOException;
import java.util.ArrayDeque;

/** What happened, and what is open now. */
public final class AuditResource implements Resource {
  private static final int MOST = 1000;

  private final AuditTrail audit;
  private final LiveConnections connections;
  private final UserPath userPath;

  public AuditResource(AuditTrail audit, Users users, LiveConnections connections) {
    this.audit = audit;
    this.connections = connections;
    this.userPath = new UserPath(users);
  }

  @Override
  public void mount(Routes routes) {
    routes.add("GET", "/v1/gatehouse/project/{project}/audit", new Guard.SignedIn(), this::lines);
    routes.add(
        "GET",
        "/v1/gatehouse/audit/export",
        new Guard.Needs(Permission.AUDIT_READ, Guard.Scope.INSTALLATION),
        this::export);
    routes.add("GET", "/v1/gatehouse/audit/key", new Guard.SignedIn(), this::key);
  }

  private Reply lines(Call call) {
    var query =
        new AuditQuery(
            "",
            asked(call),
            call.query("action").orElse(""),
            number(call.query("before").orElse("0"), "before"),
            call.queryInt("limit", 100, 1, MOST));
    return Reply.json(
        audit.lines(call.actor(), call.project(), query).stream().map(Shapes::audit).toList());
  }

  /** Whom lines are asked about: {@code about=me}, or a {@code subject}; empty for all. */
  private String asked(Call call) {
    String about = call.query("about").orElse("");
    String subject = call.query("subject").orElse("");
    Standing own = call.caller().standingOrNull();
    if (about.isEmpty()) {
      return subject(call, subject);
    }
    if (!about.equals("me") || !subject.isEmpty() || own == null) {
      throw new Refused(new Invalid("about", "me, and without a subject beside it"));
    }
    return own.subject().toString();
  }

  /** {@code user:42}, an id, or a name. */
  private String subject(Call call, String text) {
    if (text.isEmpty() || text.indexOf(':') >= 0) {
      return text;
    }
    Standing own = call.caller().standingOrNull();
    if (own != null && own.name().value().equals(text)) {
      return own.subject().toString();
    }
    return Subject.user(userPath.id(call, text)).toString();
  }

  private Reply key(Call call) {
    return Reply.json(new AuditKeyBody(audit.keyId(), "Ed25519", audit.publicKey()));
  }

  private Reply export(Call call) {
    AuditExport export = audit.export(call.actor(), number(call.query("from").orElse("1"), "from"));
    return Reply.stream(
        "application/x-ndjson",
        out -> {
          try (var _ = registered(call, out)) {
            var piece = export.next();
            while (!piece.lines().isEmpty()) {
              out.write(asText(piece));
              piece = export.next();
            }
            var end = export.close();
            if (end.isPresent()) {
              out.write(Json.text(Shapes.closing(end.get(), audit.publicKey())) + "\n");
            }
          }
        });
  }

  private Registered registered(Call call, Outflow out) {
    var connection =
        connections.open(
            ConnectionKind.TRANSFER,
            call.caller(),
            Permission.AUDIT_READ,
            () -> gatehouse.core.access.Resource.INSTALLATION,
            null,
            out::cut);
    return connection::close;
  }

  /** Something registered, until it is closed. */
  private interface Registered extends AutoCloseable {
    @Override
    void close() throws IOException;
  }

  /** Each checkpoint behind its line. */
  private static String asText(AuditExport.Piece piece) {
    var text = new StringBuilder();
    var checkpoints = new ArrayDeque<>(piece.checkpoints());
    for (AuditEntry line : piece.lines()) {
      text.append(Json.text(Shapes.audit(line))).append('\n');
      var next = checkpoints.peekFirst();
      if (next != null && next.number() == line.number()) {
        text.append(Json.text(Shapes.checkpoint(checkpoints.removeFirst()))).append('\n');
      }
    }
    return text.toString();
  }

  private static long number(String text, String field) {
    try {
      long value = Long.parseLong(text);
      if (value >= 0) {
        return value;
      }
    } catch (NumberFormatException e) {
      // Falls through to the one refusal below.
    }
    throw new Refused(new Invalid(field, "a whole number, 0 or more"));
  }
}
