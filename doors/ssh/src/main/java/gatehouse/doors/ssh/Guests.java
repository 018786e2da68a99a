package gatehouse.doors.ssh;

import gatehouse.core.access.Access;
import gatehouse.core.access.ConnectionKind;
import gatehouse.core.access.LiveConnection;
import gatehouse.core.refusal.Refused;
import gatehouse.core.workload.Deed;
import gatehouse.core.workload.KeyOwners.Holder;
import gatehouse.core.workload.RefusalInWords;
import gatehouse.core.workload.WorkloadId;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.security.PublicKey;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.sshd.common.AttributeRepository.AttributeKey;
import org.apache.sshd.common.SshConstants;
import org.apache.sshd.common.io.IoAcceptor;
import org.apache.sshd.common.io.IoServiceEventListener;
import org.apache.sshd.common.session.Session;
import org.apache.sshd.common.session.SessionListener;
import org.apache.sshd.common.util.buffer.ByteArrayBuffer;
import org.apache.sshd.server.auth.pubkey.PublickeyAuthenticator;
import org.apache.sshd.server.session.ServerSession;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Who comes: recognised by a key in the spec of the workload they name, registered, decided about,
 * and shown out when the right ends. How many may be in the door at once is bounded.
 */
final class Guests implements PublickeyAuthenticator, SessionListener, IoServiceEventListener {
  private static final Logger LOG = LoggerFactory.getLogger(Guests.class);
  private static final int LONGEST_NAME = 36;
  private static final int MOST = 1_000;
  private static final int MOST_UNKNOWN = 100;
  private static final int MOST_OF_ADDRESS = 100;
  private static final AttributeKey<Holder> HOLDER = new AttributeKey<>();
  private static final AttributeKey<LiveConnection> STANDING = new AttributeKey<>();
  private static final AttributeKey<String> REFUSED = new AttributeKey<>();

  private final SshDoor.Base base;
  private final ConcurrentHashMap<Session, String> present = new ConcurrentHashMap<>();

  Guests(SshDoor.Base base) {
    this.base = base;
  }

  /** What an authenticated session stands on; empty where its right ended meanwhile. */
  Optional<LiveConnection> standing(Session session) {
    return Optional.ofNullable(session.getAttribute(STANDING)).filter(LiveConnection::isOpen);
  }

  /** The workload a session is at. */
  Optional<Holder> holder(Session session) {
    return Optional.ofNullable(session.getAttribute(HOLDER));
  }

  /** Where a session comes from. */
  static String address(@Nullable SocketAddress remote) {
    return remote instanceof InetSocketAddress internet && internet.getAddress() != null
        ? internet.getAddress().getHostAddress()
        : "";
  }

  @Override
  public void connectionAccepted(
      IoAcceptor acceptor, SocketAddress local, SocketAddress remote, SocketAddress service)
      throws IOException {
    String address = address(remote);
    long ofAddress = present.values().stream().filter(address::equals).count();
    long unknown = present.keySet().stream().filter(session -> !session.isAuthenticated()).count();
    if (present.size() >= MOST || unknown >= MOST_UNKNOWN || ofAddress >= MOST_OF_ADDRESS) {
      throw new IOException("there are too many in the door already");
    }
  }

  @Override
  public void sessionCreated(Session session) {
    present.put(session, address(session.getIoSession().getRemoteAddress()));
  }

  @Override
  public boolean authenticate(String name, PublicKey key, ServerSession session) {
    String address = address(session.getClientAddress());
    try {
      base.lease().require();
      if (base.budget().wait(name, address).isEmpty()) {
        var bytes = new ByteArrayBuffer();
        bytes.putRawPublicKey(key);
        Optional<Holder> holder = base.owners().find(WorkloadId.of(name), bytes.getCompactData());
        if (holder.isPresent() && mayEnter(holder.get())) {
          session.setAttribute(HOLDER, holder.get());
          return true;
        }
      }
    } catch (Refused e) {
      LOG.debug("an SSH key was not looked at: workload={} address={}", name, address, e);
    }
    session.setAttribute(REFUSED, name.length() <= LONGEST_NAME ? name : "");
    return false;
  }

  private boolean mayEnter(Holder holder) {
    return holder.workload().running()
        && Access.decide(
                holder.caller(),
                Deed.EXEC.with(holder.workload().kind()),
                holder.workload().resource(),
                base.clock().instant())
            .allowed();
  }

  /**
   * Registers first and decides second, so that a right taken away in between finds the session.
   */
  @Override
  public void sessionEvent(Session session, Event event) {
    if (event != Event.Authenticated) {
      return;
    }
    Holder holder = holder(session).orElseThrow();
    try {
      LiveConnection standing =
          base.connections()
              .open(
                  ConnectionKind.SSH,
                  holder.caller(),
                  Deed.EXEC.with(holder.workload().kind()),
                  () -> base.owners().resource(holder),
                  gatehouse.core.identity.Subject.workload(holder.workload().id().toString()),
                  () -> session.close(true));
      session.setAttribute(STANDING, standing);
      if (session.isClosing()) {
        standing.close();
      }
      base.budget().succeeded(holder.workload().id().toString(), addressOf(session));
    } catch (Refused e) {
      sendAway(session, e);
    }
  }

  @Override
  public void sessionClosed(Session session) {
    present.remove(session);
    LiveConnection standing = session.getAttribute(STANDING);
    if (standing != null) {
      standing.close();
    }
    String refused = session.getAttribute(REFUSED);
    if (!session.isAuthenticated() && refused != null) {
      base.budget().failed(refused, addressOf(session));
    }
  }

  private static String addressOf(Session session) {
    return address(session.getIoSession().getRemoteAddress());
  }

  private static void sendAway(Session session, Refused refused) {
    try {
      session.disconnect(
          SshConstants.SSH2_DISCONNECT_BY_APPLICATION, RefusalInWords.of(refused.refusal()));
    } catch (IOException e) {
      session.close(true);
    }
  }
}
