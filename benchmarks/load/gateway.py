"""The gateway beside an nginx that asks before each request, too: processor time, delay, speed.

Behind the gateway an nginx runs as an app in its sandbox, reached over the sandbox's Unix socket; the peer has the same
nginx beside it over a plain one, since a sandbox's wants to be told a port first, which nginx cannot. `auth_request`
asks that same upstream. What runs in the sandbox is not counted on either side.
"""

import re
import statistics
import subprocess
import time

from load import verdict
from load.site import Server, cpu_seconds, end, free_port, run_java, scratch

RUNS = 5
SECONDS = 3
CONNECTIONS = 64
RATE = 2000
LARGE_MEGABYTES = 100

UPSTREAM = """
daemon off; pid %(folder)s/nginx.pid; worker_processes 1; error_log stderr crit;
events { worker_connections 1024; }
http {
  access_log off; sendfile on; tcp_nopush on; tcp_nodelay on; keepalive_requests 1000000000;
  client_body_temp_path %(folder)s/body; proxy_temp_path %(folder)s/proxy; fastcgi_temp_path %(folder)s/fastcgi;
  uwsgi_temp_path %(folder)s/uwsgi; scgi_temp_path %(folder)s/scgi;
  server { listen %(listen)s; root %(folder)s/files; location = /auth { return 204; } }
}
"""

PEER = """
daemon off; pid %(folder)s/peer.pid; worker_processes 2; error_log stderr crit;
events { worker_connections 1024; }
http {
  access_log off; tcp_nodelay on; keepalive_requests 1000000000;
  client_body_temp_path %(folder)s/body; proxy_temp_path %(folder)s/proxy; fastcgi_temp_path %(folder)s/fastcgi;
  uwsgi_temp_path %(folder)s/uwsgi; scgi_temp_path %(folder)s/scgi;
  upstream behind { server unix:%(folder)s/upstream.sock; keepalive 128; keepalive_requests 1000000000; }
  server {
    listen 127.0.0.1:%(port)d;
    proxy_http_version 1.1; proxy_set_header Connection "";
    location / { auth_request /auth; proxy_pass http://behind; proxy_max_temp_file_size 0; }
    location = /auth {
      internal; proxy_pass http://behind/auth; proxy_pass_request_body off; proxy_set_header Content-Length "";
    }
  }
}
"""

IN_SANDBOX = """
mkdir -p files && head -c 1024 /dev/zero | tr '\\0' x > files/index.html && head -c %d /dev/zero > files/large
printf '%%s' "$0" > nginx.conf && exec /usr/sbin/nginx -e stderr -p /workspace -c /workspace/nginx.conf
"""


class Nginx:
    """An nginx of the benchmark's own."""

    def __init__(self, folder, name, text):
        config = folder / f"{name}.conf"
        config.write_text(text)
        self.process = subprocess.Popen(
            ["nginx", "-e", "stderr", "-p", folder, "-c", config], stdin=subprocess.DEVNULL
        )

    def cpu_seconds(self):
        """Of its workers, and of the one that looks after them."""
        pid = self.process.pid
        workers = open(f"/proc/{pid}/task/{pid}/children").read().split()
        return sum(cpu_seconds(each) for each in [pid, *workers])


class Side:
    """One of the two that are compared."""

    def __init__(self, name, port, host, token, cpu):
        self.name = name
        self.port = port
        self.headers = [f"Host: {host}", f"Authorization: Bearer {token}"]
        self.cpu = cpu
        self.micros = []
        self.rates = []
        self.p99 = []
        self.speeds = []

    def flags(self):
        return [part for header in self.headers for part in ("-H", header)]

    def url(self, path=""):
        return f"http://127.0.0.1:{self.port}/{path}"

    def load(self, seconds):
        before = self.cpu()
        said = subprocess.run(
            ["wrk", "-t1", f"-c{CONNECTIONS}", f"-d{seconds}s", "--timeout", "10s", *self.flags(), self.url()],
            check=True,
            capture_output=True,
            text=True,
        ).stdout
        spent = self.cpu() - before
        if "Non-2xx" in said or "Socket errors" in said:
            raise RuntimeError(said)
        requests = int(re.search(r"(\d+) requests in", said).group(1))
        self.micros.append(spent / requests * 1e6)
        self.rates.append(float(re.search(r"Requests/sec: +([\d.]+)", said).group(1)))

    def pace(self, server):
        """The delay that 99 of 100 stay below, each counted from when it was due."""
        said = run_java(server, "PacedLoad", str(self.port), str(RATE), str(SECONDS), *self.headers)
        p99, _, _, _, failed = said.split()
        if failed != "0":
            raise RuntimeError(f"{failed} requests through {self.name} failed")
        self.p99.append(float(p99))

    def download(self):
        said = subprocess.run(
            ["curl", "-sS", "-o", "/dev/null", "-w", "%{size_download} %{speed_download}"]
            + [*self.flags(), self.url("large")],
            check=True,
            capture_output=True,
            text=True,
        ).stdout.split()
        if int(said[0]) != LARGE_MEGABYTES << 20:
            raise RuntimeError(f"a download through {self.name} was cut short: {said}")
        self.speeds.append(float(said[1]) / 1e6)

    def say(self):
        print(
            f"  {self.name:10} {statistics.median(self.micros):6.1f} µs of processor time a request"
            f" ({min(self.micros):.1f} to {max(self.micros):.1f}),"
            f" {statistics.median(self.rates):6.0f} requests/s;"
            f" p99 at {RATE}/s {statistics.median(self.p99):.2f} ms;"
            f" {LARGE_MEGABYTES} MB at {statistics.median(self.speeds):.0f} MB/s"
        )


def compare(gatehouse, peer, server):
    for side in (peer, gatehouse) * 2:
        side.load(SECONDS * 2)
        side.micros.clear()
        side.rates.clear()
    for _ in range(RUNS):
        for side in (peer, gatehouse):
            side.load(SECONDS)
    for _ in range(RUNS):
        for side in (peer, gatehouse):
            side.pace(server)
            side.download()
    peer.say()
    gatehouse.say()

    def ratio(figures):
        return statistics.median(figures(gatehouse)) / statistics.median(figures(peer))

    verdict.at_most("processor time a request, of nginx's", ratio(lambda s: s.micros), 1.0, " ×")
    verdict.at_most(f"p99 at {RATE} requests/s, of nginx's", ratio(lambda s: s.p99), 1.5, " ×")
    verdict.at_least(f"speed of {LARGE_MEGABYTES} MB, of nginx's", ratio(lambda s: s.speeds), 0.8, " ×")


def files(folder):
    (folder / "files").mkdir()
    (folder / "files/index.html").write_text("x" * 1024)
    with open(folder / "files/large", "wb") as large:
        large.write(bytes(LARGE_MEGABYTES << 20))


def main():
    with scratch() as folder, Server(folder) as server:
        files(folder)
        port = free_port()
        started = []
        try:
            for name, text in (
                ("upstream", UPSTREAM % {"folder": folder, "listen": f"unix:{folder}/upstream.sock"}),
                ("peer", PEER % {"folder": folder, "port": port}),
            ):
                started.append(Nginx(folder, name, text))
            admin = server.admin()
            user, password = admin.user("runs nginx", "ai_training_operator")
            operator = server.api().sign_in(user["username"], password)
            host = app(operator, admin)
            token = admin.app_token("benchmark", "ai_training_read")
            time.sleep(1)
            compare(
                Side("Gatehouse", server.port, host, token, lambda: cpu_seconds(server.pid)),
                Side("nginx", port, "localhost", token, started[1].cpu_seconds),
                server,
            )
        finally:
            for nginx in started:
                end(nginx.process)


def app(operator, admin):
    config = UPSTREAM % {"folder": "/workspace", "listen": "127.0.0.1:8080"}
    return operator.app("bash", "-c", IN_SANDBOX % (LARGE_MEGABYTES << 20), config)


if __name__ == "__main__":
    main()
