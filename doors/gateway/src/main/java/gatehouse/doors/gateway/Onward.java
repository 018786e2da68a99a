package gatehouse.doors.gateway;

import gatehouse.core.access.Caller;
import gatehouse.doors.gateway.Destination.ToWorkload;
import io.netty.handler.codec.http.DefaultHttpRequest;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.AsciiString;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** The head of a request as it goes on to an upstream. */
final class Onward {
  private static final AsciiString FOR = AsciiString.cached("X-Forwarded-For");
  private static final AsciiString PROTO = AsciiString.cached("X-Forwarded-Proto");
  private static final AsciiString HOST = AsciiString.cached("X-Forwarded-Host");

  /** The caller's own address, where the chain above may end in a proxy's. */
  private static final AsciiString ADDRESS = AsciiString.cached("X-Gatehouse-Address");

  private Onward() {}

  /**
   * What was found out about a request.
   *
   * @param workload where it goes; null for the web server
   * @param caller who it is from; null where the web server finds that out
   * @param withheld which {@code Authorization} a workload does not see
   * @param upgrade the protocol it asks for, or null
   */
  record Facts(
      String host,
      @Nullable ToWorkload workload,
      @Nullable Caller caller,
      Predicate<String> withheld,
      @Nullable String upgrade,
      boolean chunked) {}

  static HttpRequest head(Parts parts, Peer peer, HttpRequest from, Facts facts, Target to) {
    HttpHeaders before = from.headers();
    ToWorkload workload = facts.workload();
    Caller caller = facts.caller();
    HttpHeaders headers =
        workload == null
            ? HeaderRules.toWeb(before, peer.trusted())
            : HeaderRules.toWorkload(before, facts.withheld());
    headers.set(FOR, peer.chain(before));
    headers.set(PROTO, peer.isSecure(before) ? "https" : "http");
    headers.set(HOST, peer.host(before, facts.host()));
    if (workload == null) {
      headers.set(ADDRESS, peer.caller(before, parts.proxies()));
    } else if (caller != null) {
      parts.identity().add(headers, caller, workload.id().value());
    }
    for (Map.Entry<String, String> header : to.headers().entrySet()) {
      headers.set(header.getKey(), header.getValue());
    }
    String upgrade = facts.upgrade();
    if (upgrade != null) {
      headers.set(HttpHeaderNames.CONNECTION, HttpHeaderValues.UPGRADE);
      headers.set(HttpHeaderNames.UPGRADE, upgrade);
    }
    if (to.http2()) {
      headers.set(HttpHeaderNames.TE, HttpHeaderValues.TRAILERS);
    }
    if (facts.chunked()) {
      headers.set(HttpHeaderNames.TRANSFER_ENCODING, HttpHeaderValues.CHUNKED);
    }
    return new DefaultHttpRequest(HttpVersion.HTTP_1_1, from.method(), from.uri(), headers);
  }

  /** Trailers may say what headers may, and no more. */
  static void cleanTrailers(LastHttpContent last) {
    HttpHeaders trailers = last.trailingHeaders();
    if (!trailers.isEmpty()) {
      trailers.set(HeaderRules.toWorkload(trailers, Withheld.all()));
    }
  }
}
