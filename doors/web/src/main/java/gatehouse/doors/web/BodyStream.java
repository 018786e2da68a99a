package gatehouse.doors.web;

import gatehouse.core.refusal.Refusal.Invalid;
import gatehouse.core.refusal.Refused;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** A body as it comes; where it breaks off, that is the sender's fault and no fault of ours. */
final class BodyStream extends FilterInputStream {
  BodyStream(InputStream in) {
    super(in);
  }

  static Refused broken() {
    return new Refused(new Invalid("body", "complete: the request ended in its middle"));
  }

  @Override
  public int read() {
    try {
      return in.read();
    } catch (IOException e) {
      throw broken();
    }
  }

  @Override
  public int read(byte[] into, int from, int length) {
    try {
      return in.read(into, from, length);
    } catch (IOException e) {
      throw broken();
    }
  }
}
