package gatehouse.doors.s3;

import gatehouse.core.refusal.Refused;
import gatehouse.core.storage.ObjectShelf;
import gatehouse.doors.s3.awssdk.Faults;
import gatehouse.doors.s3.awssdk.ShelfBlobStore;
import gatehouse.doors.s3.swift.Swift;
import gatehouse.doors.s3.transfer.Ending;
import gatehouse.doors.s3.transfer.Transfer;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import java.util.Locale;
import java.util.Optional;
import org.gaul.s3proxy.AccessGrant;
import org.gaul.s3proxy.blobstore.S3Exceptions;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.http.SdkHttpResponse;

/** Takes requests in, gives each its passage, and says what went wrong in the words of S3. */
final class S3Servlet extends HttpServlet {
  private static final long serialVersionUID = 1L;
  private static final Logger LOG = LoggerFactory.getLogger(S3Servlet.class);

  /** S3Proxy asks for the store of a key without saying for which request. */
  private static final ThreadLocal<@Nullable Passage> CURRENT = new ThreadLocal<>();

  private final transient Rights rights;
  private final transient ObjectShelf.Shelves shelves;
  private final transient Transfer.Base base;
  private final transient Swift swift;
  private final String underHost;
  private final transient Handler byPath;
  private final transient Handler byHost;

  S3Servlet(
      Rights rights, Transfer.Base base, ObjectShelf.Shelves shelves, Swift swift, String host) {
    this.rights = rights;
    this.shelves = shelves;
    this.base = base;
    this.swift = swift;
    this.underHost = "." + host;
    this.byPath = new Handler(null);
    this.byHost = new Handler(host);
    byPath.setBlobStoreLocator((identity, bucket, key) -> grant(identity));
    byHost.setBlobStoreLocator((identity, bucket, key) -> grant(identity));
  }

  @Override
  protected void service(HttpServletRequest asked, HttpServletResponse response)
      throws IOException {
    if (!isByHost(asked) && Swift.takes(asked.getRequestURI())) {
      swift.serve(asked, response);
      return;
    }
    HttpServletRequest request = QueryOnly.of(asked);
    Runnable ending = () -> Ending.abort(request);
    try (var passage = new Passage(rights, new Transfer(base, request.getRemoteAddr(), ending))) {
      var answer = new AnswerGate(response, passage);
      CURRENT.set(passage);
      try (InputStream body = request.getInputStream()) {
        rights.lease().require();
        refuseWhatIsNotOffered(request);
        SignedHeaders.requireAllOf(request);
        SignedBody signed = SignedBody.of(request);
        Trailer trailer = Trailer.of(request, body);
        passage.trailedBy(trailer);
        Chunks chunks = Chunks.of(request, body);
        passage.chunkedBy(chunks);
        InputStream plain = chunks == null ? body : chunks.raw();
        handler(request)
            .doHandle(
                signed == null ? request : signed.asLink(request),
                signed == null ? request : SignedBody.unread(request),
                answer,
                trailer == null ? plain : trailer.raw(),
                passage.context());
      } catch (IOException | RuntimeException e) {
        answer.refuse();
        say(e, request, answer, passage);
      } finally {
        CURRENT.remove();
      }
    }
  }

  /** S3Proxy would read any host but its own as a bucket; only those under it are. */
  private Handler handler(HttpServletRequest request) {
    return isByHost(request) ? byHost : byPath;
  }

  private boolean isByHost(HttpServletRequest request) {
    return request.getServerName().toLowerCase(Locale.ROOT).endsWith(underHost);
  }

  /** S3Proxy's own state of health, and cross-origin questions, which it answers to anybody. */
  private static void refuseWhatIsNotOffered(HttpServletRequest request) {
    if (request.getMethod().equals("OPTIONS") || request.getRequestURI().equals("/healthz")) {
      throw Faults.fault(403, "AccessDenied", "This is not offered here.");
    }
  }

  private @Nullable AccessGrant grant(@Nullable String identity) {
    Passage passage = CURRENT.get();
    if (passage == null || identity == null) {
      return null;
    }
    return rights
        .signer(identity)
        .map(
            signer -> {
              passage.signedBy(signer);
              return new AccessGrant(
                  signer.secret().value(),
                  new ShelfBlobStore(shelves.of(signer.project()), passage));
            })
        .orElse(null);
  }

  private void say(
      Exception thrown, HttpServletRequest request, HttpServletResponse response, Passage passage)
      throws IOException {
    if (passage.isCut() || response.isCommitted()) {
      Ending.abort(request);
      return;
    }
    response.resetBuffer();
    AwsServiceException fault = fault(thrown);
    if (fault == null) {
      switch (thrown) {
        case NumberFormatException e ->
            byPath.answer(
                request, response, 400, "InvalidArgument", "A number in it cannot be read.");
        case IllegalArgumentException e ->
            byPath.answer(request, response, 400, "InvalidArgument", words(e));
        case UnsupportedOperationException e ->
            byPath.answer(request, response, 501, "NotImplemented", words(e));
        case IOException e when e.getClass().getName().contains(".EofException") ->
            Ending.abort(request);
        default -> {
          LOG.warn("a request of object storage failed", thrown);
          byPath.answer(
              request, response, 500, "InternalError", "The request failed here. Try again.");
        }
      }
      return;
    }
    SdkHttpResponse said = S3Exceptions.httpResponse(fault);
    if (said != null) {
      said.forEachHeader((name, values) -> response.setHeader(name, values.getFirst()));
    }
    String code = S3Exceptions.errorCode(fault);
    if (code == null) {
      response.setStatus(fault.statusCode());
      return;
    }
    if (fault.statusCode() >= 500 && fault.statusCode() != 501) {
      LOG.warn("object storage answers {}", code, fault);
    }
    if (fault.statusCode() == 503) {
      response.setHeader("Retry-After", "2");
    }
    String message = Sentences.of(code, fault.awsErrorDetails().errorMessage());
    byPath.answer(request, response, fault.statusCode(), code, message);
  }

  private static @Nullable AwsServiceException fault(Throwable thrown) {
    for (Throwable each = thrown; each != null; each = each.getCause()) {
      if (each instanceof AwsServiceException found) {
        return found;
      }
      if (each instanceof Refused refused) {
        return Faults.said(refused);
      }
    }
    return null;
  }

  private static String words(Exception e) {
    return Optional.ofNullable(e.getMessage()).orElse("The request cannot be understood.");
  }
}
