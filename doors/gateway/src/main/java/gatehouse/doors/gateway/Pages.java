package gatehouse.doors.gateway;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.UnpooledByteBufAllocator;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpVersion;

/** Turns answers into what is sent: a small page without scripts, or JSON. */
final class Pages {
  private static final int REFRESH_SECONDS = 2;

  private Pages() {}

  /** Whether a person with a browser asks, who is better served by a page. */
  static boolean isForPeople(HttpRequest request) {
    String accept = request.headers().get(HttpHeaderNames.ACCEPT);
    return accept != null
        && accept.contains("text/html")
        && (request.method().equals(HttpMethod.GET) || request.method().equals(HttpMethod.HEAD));
  }

  /** The whole answer. */
  static FullHttpResponse render(Answer answer, boolean forPeople) {
    String text = forPeople ? page(answer) : json(answer);
    ByteBuf body = ByteBufUtil.writeUtf8(UnpooledByteBufAllocator.DEFAULT, text);
    var response = new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, answer.status(), body);
    response
        .headers()
        .set(
            HttpHeaderNames.CONTENT_TYPE,
            forPeople ? "text/html; charset=utf-8" : "application/json")
        .setInt(HttpHeaderNames.CONTENT_LENGTH, body.readableBytes())
        .set(HttpHeaderNames.CACHE_CONTROL, "no-store")
        .set("X-Content-Type-Options", "nosniff")
        .set("Referrer-Policy", "no-referrer")
        .set(
            HttpHeaderNames.CONTENT_SECURITY_POLICY,
            "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'");
    answer.headers().forEach((name, value) -> response.headers().set(name, value));
    return response;
  }

  private static String page(Answer answer) {
    String refresh =
        answer.refreshes()
            ? "<meta http-equiv=\"refresh\" content=\"" + REFRESH_SECONDS + "\">"
            : "";
    Answer.Link link = answer.link();
    String onward =
        link == null
            ? ""
            : "<p><a href=\"" + escaped(link.href()) + "\">" + escaped(link.text()) + "</a></p>";
    return """
        <!doctype html>
        <html lang="en"><head><meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">%s
        <title>%s – Gatehouse</title>
        <style>
        :root{color-scheme:light dark}
        body{font:1.1rem/1.5 system-ui,sans-serif;max-width:36rem;margin:18vh auto;padding:0 1rem}
        h1{font-size:1.5rem}
        </style></head>
        <body><main role="status"><h1>%s</h1><p>%s</p>%s</main></body></html>
        """
        .formatted(
            refresh,
            escaped(answer.title()),
            escaped(answer.title()),
            escaped(answer.sentence()),
            onward);
  }

  private static String json(Answer answer) {
    String missing = answer.missing();
    return "{\"message\":"
        + quoted(answer.sentence())
        + (missing == null ? "" : ",\"missing\":" + quoted(missing))
        + "}\n";
  }

  private static String escaped(String text) {
    var html = new StringBuilder(text.length() + 16);
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '&' -> html.append("&amp;");
        case '<' -> html.append("&lt;");
        case '>' -> html.append("&gt;");
        case '"' -> html.append("&quot;");
        case '\'' -> html.append("&#39;");
        default -> html.append(c);
      }
    }
    return html.toString();
  }

  private static String quoted(String text) {
    var json = new StringBuilder(text.length() + 16).append('"');
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '"' || c == '\\') {
        json.append('\\').append(c);
      } else if (c < ' ' || c == 0x7f) {
        json.append("\\u%04x".formatted((int) c));
      } else {
        json.append(c);
      }
    }
    return json.append('"').toString();
  }
}
