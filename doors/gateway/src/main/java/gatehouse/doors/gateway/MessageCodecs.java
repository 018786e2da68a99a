package gatehouse.doors.gateway;

import io.netty.handler.codec.http.HttpDecoderConfig;
import io.netty.handler.codec.http.HttpMessage;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseDecoder;
import io.netty.handler.codec.http.HttpResponseEncoder;
import io.netty.handler.codec.http.HttpStatusClass;

/** The two codecs that must know whether the request was a HEAD, whose answer has no body. */
final class MessageCodecs {
  private MessageCodecs() {}

  /** Writes answers to callers. */
  static final class AnswerEncoder extends HttpResponseEncoder {
    private boolean head;

    void forHead(boolean isHead) {
      head = isHead;
    }

    @Override
    protected boolean isContentAlwaysEmpty(HttpResponse response) {
      return (head && !isInformational(response)) || super.isContentAlwaysEmpty(response);
    }
  }

  /** Reads answers of upstreams. */
  static final class AnswerDecoder extends HttpResponseDecoder {
    private boolean head;

    AnswerDecoder() {
      super(
          new HttpDecoderConfig()
              .setMaxInitialLineLength(16 * 1024)
              .setMaxHeaderSize(128 * 1024)
              .setMaxChunkSize(256 * 1024)
              .setInitialBufferSize(512)
              .setStrictLineParsing(false));
    }

    void forHead(boolean isHead) {
      head = isHead;
    }

    @Override
    protected boolean isContentAlwaysEmpty(HttpMessage message) {
      return (head && message instanceof HttpResponse response && !isInformational(response))
          || super.isContentAlwaysEmpty(message);
    }
  }

  static boolean isInformational(HttpResponse response) {
    return response.status().codeClass() == HttpStatusClass.INFORMATIONAL;
  }
}
