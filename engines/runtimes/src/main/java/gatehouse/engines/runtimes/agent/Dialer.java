package gatehouse.engines.runtimes.agent;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.List;

/** How names become addresses and connections. */
public interface Dialer {

  /** All addresses of a name; throws {@link java.net.UnknownHostException} where it has none. */
  List<InetAddress> resolve(String host) throws IOException;

  /** Connects, or fails within the time given. */
  SocketChannel connect(InetAddress address, int port, Duration atMost) throws IOException;

  /** This machine's. */
  Dialer SYSTEM =
      new Dialer() {
        @Override
        public List<InetAddress> resolve(String host) throws IOException {
          return List.of(InetAddress.getAllByName(host));
        }

        @Override
        public SocketChannel connect(InetAddress address, int port, Duration atMost)
            throws IOException {
          SocketChannel channel = SocketChannel.open();
          try {
            channel.socket().connect(new InetSocketAddress(address, port), (int) atMost.toMillis());
            return channel;
          } catch (IOException e) {
            channel.close();
            throw e;
          }
        }
      };
}
