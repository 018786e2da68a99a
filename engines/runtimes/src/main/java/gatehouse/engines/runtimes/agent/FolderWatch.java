package gatehouse.engines.runtimes.agent;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.ClosedWatchServiceException;
import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells when a keeper wrote something, as the kernel tells it. */
final class FolderWatch implements Closeable {
  private static final Logger LOG = LoggerFactory.getLogger(FolderWatch.class);

  private final WatchService service;
  private final Map<WatchKey, Runnable> watched = new ConcurrentHashMap<>();

  FolderWatch(Executor executor) throws IOException {
    service = FileSystems.getDefault().newWatchService();
    executor.execute(this::listen);
  }

  /** Runs {@code change} after each new file in a folder. */
  WatchKey watch(Path folder, Runnable change) throws IOException {
    WatchKey key = folder.register(service, StandardWatchEventKinds.ENTRY_CREATE);
    watched.put(key, change);
    return key;
  }

  void forget(WatchKey key) {
    key.cancel();
    watched.remove(key);
  }

  @Override
  public void close() throws IOException {
    service.close();
  }

  private void listen() {
    try {
      while (true) {
        WatchKey key = service.take();
        key.pollEvents();
        key.reset();
        Runnable change = watched.get(key);
        if (change != null) {
          tell(change);
        }
      }
    } catch (ClosedWatchServiceException e) {
      // Closed: nobody wants to know any more.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void tell(Runnable change) {
    try {
      change.run();
    } catch (RuntimeException e) {
      LOG.atWarn().setCause(e).log("a change of a run could not be looked at");
    }
  }
}
