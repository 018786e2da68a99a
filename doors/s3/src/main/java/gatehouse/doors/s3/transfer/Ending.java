package gatehouse.doors.s3.transfer;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.net.StandardSocketOptions;
import java.nio.channels.SocketChannel;
import org.eclipse.jetty.ee10.servlet.ServletContextRequest;
import org.eclipse.jetty.io.EndPoint;

/** How a request is ended in its middle. */
public final class Ending {
  private Ending() {}

  /** Closes the connection under a request. Never blocks. */
  public static void abort(HttpServletRequest request) {
    EndPoint connection =
        ServletContextRequest.getServletContextRequest(request)
            .getConnectionMetaData()
            .getConnection()
            .getEndPoint();
    if (connection.getTransport() instanceof SocketChannel socket) {
      try {
        socket.setOption(StandardSocketOptions.SO_LINGER, 0); // What was not sent yet is dropped.
      } catch (IOException e) {
        // It is closed already.
      }
    }
    connection.close(new IOException("cut"));
  }
}
