package gatehouse.doors.s3;

import gatehouse.doors.s3.awssdk.Faults;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;
import java.io.IOException;
import java.io.PrintWriter;
import org.jspecify.annotations.Nullable;

/**
 * The way out: no answer has a body before something was permitted. S3Proxy answers a few questions
 * without asking its store; those are asked here, under the name that it gave the request.
 */
final class AnswerGate extends HttpServletResponseWrapper {
  private final Passage passage;
  private boolean refusing;
  private @Nullable Wide wide;

  AnswerGate(HttpServletResponse response, Passage passage) {
    super(response);
    this.passage = passage;
  }

  /** From here on errors are answered, which need no permission. */
  void refuse() {
    refusing = true;
  }

  @Override
  public ServletOutputStream getOutputStream() throws IOException {
    ask();
    Wide known = wide;
    if (known == null) {
      known = new Wide(super.getOutputStream(), passage);
      wide = known;
    }
    return known;
  }

  @Override
  public PrintWriter getWriter() throws IOException {
    ask();
    return super.getWriter();
  }

  private void ask() {
    if (!refusing && !passage.isPermitted()) {
      String bucket = passage.context().getBucket();
      if (bucket == null) {
        throw Faults.fault(403, "AccessDenied", "Sign the request with an S3 key.");
      }
      passage.permit(passage.action(), bucket, "");
    }
  }
}
