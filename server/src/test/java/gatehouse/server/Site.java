package gatehouse.server;

import gatehouse.server.Client.Answer;

/** A node, and an app that runs on it. */
record Site(ServerProcess server, String app) {
  private static final String PROGRAM =
      """
      import base64, hashlib, time
      from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
      class Handler(BaseHTTPRequestHandler):
          protocol_version = "HTTP/1.1"
          def log_message(self, *args): pass
          def do_GET(self):
              if self.headers.get("Upgrade", "").lower() == "websocket":
                  key = self.headers["Sec-WebSocket-Key"] + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11"
                  self.send_response(101)
                  self.send_header("Upgrade", "websocket")
                  self.send_header("Connection", "Upgrade")
                  self.send_header("Sec-WebSocket-Accept", base64.b64encode(hashlib.sha1(key.encode()).digest()).decode())
                  self.end_headers()
                  self.close_connection = True
                  while True:
                      self.wfile.write(bytes([0x82, 4]) + b"tick")
                      time.sleep(0.05)
              if self.path == "/stream":
                  self.send_response(200)
                  self.send_header("Content-Length", str(1 << 40))
                  self.end_headers()
                  while True:
                      self.wfile.write(b"x" * 1000)
                      time.sleep(0.05)
              self.send_response(200)
              self.send_header("Content-Length", "2")
              self.end_headers()
              self.wfile.write(b"ok")
      ThreadingHTTPServer(("127.0.0.1", 8080), Handler).serve_forever()
      """;

  /** Starts the app on a node and waits until it answers there. */
  static Site on(ServerProcess server, Client admin) throws Exception {
    Client here = admin.at(server.port());
    Answer made =
        here.post(
            "/v1/app",
            "{\"image\":\"host\",\"resources\":{\"cpu\":1},\"command\":[\"python3\",\"-c\","
                + gatehouse.doors.wire.Json.text(PROGRAM)
                + "]}");
    if (made.status() != 200) {
      throw new AssertionError(made);
    }
    String url = made.json().get("status").get("url").asString();
    Until.holds(() -> here.getFrom(url).status() == 200);
    return new Site(server, url);
  }

  /** Deletes the app, and waits until it is gone: it would outlive the server. */
  void end(Client admin) throws Exception {
    Client here = admin.at(server.port());
    String path = "/v1/app/" + app.substring("http://".length(), app.indexOf('.'));
    Until.holds(
        () -> {
          int status = here.delete(path + "?force=true").status();
          return status == 204 || status == 404;
        });
    Until.holds(() -> here.get(path).status() == 404);
  }
}
