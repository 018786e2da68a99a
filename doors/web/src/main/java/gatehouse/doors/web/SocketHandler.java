package gatehouse.doors.web;

/** What answers a WebSocket. */
@FunctionalInterface
public interface SocketHandler {

  /**
   * Called before the upgrade; a {@link gatehouse.core.refusal.Refused} thrown here is answered by
   * its HTTP status. The call holds no body and must not be kept.
   */
  Conversation open(Call call);

  /** What happens on an open WebSocket. */
  interface Conversation {

    /**
     * Runs on a thread of its own from the upgrade on and may block; the socket is closed when it
     * returns. Register the connection here, with {@code socket::cut}.
     */
    void run(Socket socket) throws java.io.IOException;

    /** A text message of the peer; must not block. */
    default void message(Socket socket, String text) {}

    /** A binary message of the peer; may wait, which holds up this socket's next message alone. */
    default void message(Socket socket, byte[] bytes) {}

    /** The socket has closed, from whichever side. */
    default void closed() {}
  }

  /** An open WebSocket. Safe for use by many threads. */
  interface Socket {

    /** Sends a text and waits until it is on its way; not a byte passes without the lease. */
    void send(String text) throws java.io.IOException;

    /** Sends bytes and waits until they are on their way; not a byte passes without the lease. */
    void send(byte[] bytes) throws java.io.IOException;

    /** Whether it is still open. */
    boolean isOpen();

    /** Closes it with a code (RFC 6455) and a reason. */
    void close(int code, String reason);

    /** Ends it at once because its right ended; never blocks. */
    void cut();
  }
}
