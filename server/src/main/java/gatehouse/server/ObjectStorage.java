package gatehouse.server;

import gatehouse.core.access.LiveConnections;
import gatehouse.core.access.NodeLease;
import gatehouse.core.access.PrincipalView;
import gatehouse.core.access.SignIn;
import gatehouse.core.administration.AdministrationStore;
import gatehouse.core.administration.Changes;
import gatehouse.core.administration.Permits;
import gatehouse.core.administration.Policies;
import gatehouse.core.administration.S3Keys;
import gatehouse.core.administration.StorageRights;
import gatehouse.core.administration.Uses;
import gatehouse.core.identity.Seal;
import gatehouse.core.identity.Secrets;
import gatehouse.core.refusal.Refused;
import gatehouse.core.storage.ObjectShelf;
import gatehouse.core.storage.PolicyText;
import gatehouse.doors.api.gatehouse.Passages;
import gatehouse.doors.s3.Rights;
import gatehouse.doors.s3.S3Config;
import gatehouse.doors.s3.S3Door;
import gatehouse.doors.s3.swift.Swift;
import gatehouse.doors.s3.transfer.Transfer;
import gatehouse.doors.web.LeaseGate;
import gatehouse.doors.web.PolicyJson;
import gatehouse.engines.objects.FolderShelves;
import gatehouse.engines.stores.RemoteShelves;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.InstantSource;
import java.util.Optional;

/**
 * Object storage: where objects lie, the use cases of keys and policies, and the S3 endpoint.
 *
 * @param door empty where the endpoint is off
 * @param endpoint how clients reach it; empty where it is off
 */
record ObjectStorage(
    ObjectShelf.Shelves shelves,
    S3Keys keys,
    Policies policies,
    Passages passages,
    Optional<S3Door> door,
    Optional<String> endpoint) {

  /** What it is built on. */
  record Base(
      AdministrationStore store,
      Changes changes,
      Permits permits,
      PrincipalView view,
      SignIn signIn,
      NodeLease lease,
      LiveConnections connections,
      Uses uses,
      Secrets secrets,
      Seal seal,
      InstantSource clock) {}

  static ObjectStorage of(Config config, DataFolder folder, Lifecycle lifecycle, Base base)
      throws IOException {
    PolicyText text = new PolicyJson();
    ObjectShelf.Shelves shelves =
        config.objectStore().isPresent()
            ? elsewhere(config.objectStore().get(), lifecycle, base.clock())
            : new FolderShelves(folder.privateFolder("objects"), base.clock());
    var keys =
        new S3Keys(
            base.store(),
            base.changes(),
            base.permits(),
            base.view(),
            base.secrets(),
            base.seal(),
            base.clock());
    var policies = new Policies(base.changes(), base.permits(), base.view(), text, base.clock());
    var storageRights = new StorageRights(base.view(), text, base.clock());
    var passages = new Passages(base.connections(), storageRights, base.lease());
    if (config.s3Port().isEmpty()) {
      return new ObjectStorage(
          shelves, keys, policies, passages, Optional.empty(), Optional.empty());
    }
    int wanted = config.s3Port().get();
    int port = wanted == 0 ? freePort(config.s3Bind()) : wanted;
    var s3 =
        new S3Config(
            config.s3Bind(),
            port,
            config.domain(),
            config.tls().map(Config.Tls::certificate).orElse(null),
            config.tls().map(Config.Tls::key).orElse(null));
    var rights = new Rights(base.view(), base.lease(), base.uses(), base.seal(), base.clock());
    var transfers =
        new Transfer.Base(
            base.connections(), storageRights, base.lease(), new LeaseGate(base.lease()));
    var swift = new Swift(base.signIn(), base.uses(), transfers, shelves, base.clock());
    String endpoint =
        (config.tls().isPresent() ? "https" : "http") + "://" + knownHost(s3) + ":" + port;
    return new ObjectStorage(
        shelves,
        keys,
        policies,
        passages,
        Optional.of(new S3Door(s3, rights, transfers, shelves, swift)),
        Optional.of(endpoint));
  }

  /** A store that does not answer, or does not take the key, is said at once. */
  private static ObjectShelf.Shelves elsewhere(
      OwnStore store, Lifecycle lifecycle, InstantSource clock) throws IOException {
    var shelves =
        lifecycle.add(
            "object store",
            new RemoteShelves(
                store.url(), store.region(), store.accessKey(), store.secret(), clock));
    try {
      shelves.check();
    } catch (IOException | Refused e) {
      throw new IOException(
          "The object store at " + store.url() + " cannot be used: " + e.getMessage(), e);
    }
    return shelves;
  }

  /** Many clients look names up where those below {@code localhost} are not known. */
  private static String knownHost(S3Config s3) {
    return s3.host().endsWith(".localhost") ? "localhost" : s3.host();
  }

  /** Opens the endpoint, where there is one. */
  void open(Config config, Lifecycle lifecycle) throws IOException {
    if (door.isPresent()) {
      try {
        lifecycle.add("S3 endpoint", door.get()).start();
      } catch (IOException e) {
        throw new IOException(
            "The S3 endpoint cannot listen on "
                + config.s3Bind()
                + ", port "
                + config.s3Port().orElse(0)
                + ": give --s3-port another one, or off.",
            e);
      }
    }
  }

  private static int freePort(String bind) throws IOException {
    try (var probe = new ServerSocket(0, 1, InetAddress.getByName(bind))) {
      return probe.getLocalPort();
    }
  }
}
