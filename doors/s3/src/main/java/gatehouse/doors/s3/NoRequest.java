package gatehouse.doors.s3;

import java.nio.ByteBuffer;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.handler.ErrorHandler;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;

/** What is no request at all is answered in the shape of S3, too, and without its own words. */
final class NoRequest extends ErrorHandler {
  /** Whoever puts or deletes reads the error too. */
  @Override
  public boolean errorPageForMethod(String method) {
    return !method.equals("HEAD");
  }

  @Override
  protected boolean generateAcceptableResponse(
      Request request,
      Response response,
      Callback callback,
      String contentType,
      List<Charset> charsets,
      int code,
      @Nullable String message,
      @Nullable Throwable cause) {
    String name = code < 500 ? "InvalidURI" : "InternalError";
    String sentence =
        code < 500 ? "The request could not be understood." : "The request failed here. Try again.";
    String body =
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<Error><Code>"
            + name
            + "</Code><Message>"
            + sentence
            + "</Message></Error>";
    response.getHeaders().put("Content-Type", "application/xml");
    // Who waits to be told to send its body does not send it now; the next request is no body.
    response.getHeaders().put("Connection", "close");
    response.write(true, ByteBuffer.wrap(body.getBytes(StandardCharsets.UTF_8)), callback);
    return true;
  }
}
