"""The tour's app: greets at /, and at /large sends a gigabyte to whoever has the time."""

import http.server


class Handler(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        size = 1 << 30 if self.path == "/large" else 0
        greeting = b"" if size else b"Hello from the app\n"
        self.send_response(200)
        self.send_header("Content-Type", "text/plain")
        self.send_header("Content-Length", str(size or len(greeting)))
        self.end_headers()
        self.wfile.write(greeting)
        block = b"x" * 65536
        for _ in range(size // len(block)):
            self.wfile.write(block)


http.server.ThreadingHTTPServer(("127.0.0.1", 8080), Handler).serve_forever()
