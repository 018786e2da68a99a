"""Apps that change and sleep: an update under load, and the first request after sleep.

The update: an app of as many replicas as leave a CPU for one more gets 500 requests a second while every replica is
replaced by one with another environment. Counted is what was not answered well, and that the new ones did take over.

The wake: an app that sleeps is asked; beside it, the same app's own start, from the wish for a replica of it to its
first good answer as whoever starts it sees it, so that the image, the sandbox and the program are the same.
"""

import concurrent.futures
import os
import statistics
import time

from load import verdict
from load.site import Server, run_java, scratch

RATE = 500
SECONDS = 20
PATIENCE = 60
WAKES = 5
# A last replica that is on its way out serves on for whoever comes: it must be gone.
LEAVING = 6

PROGRAM = """
import os, socketserver
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    def do_GET(self):
        text = os.environ.get("EDITION", "1").encode()
        self.send_response(200)
        self.send_header("Content-Length", str(len(text)))
        self.end_headers()
        self.wfile.write(text)
    def log_message(self, *_): pass
class Server(ThreadingHTTPServer):
    request_queue_size = 128
    daemon_threads = True
Server(("127.0.0.1", 8080), Handler).serve_forever()
"""

SMALL = {"cpu": 1, "memory": 128 << 20}


def wait_for(what, holds):
    until = time.monotonic() + PATIENCE
    while not holds():
        if time.monotonic() > until:
            raise RuntimeError(f"{what} did not happen within {PATIENCE} s")
        time.sleep(0.02)


class App:
    """An app of the benchmark's own."""

    def __init__(self, admin, **wish):
        made = admin.ask(
            "POST", "/v1/app", {"image": "host", "command": ["python3", "-c", PROGRAM], "resources": SMALL, **wish}
        )
        self.admin = admin
        self.path = f"/v1/app/{made['id']}"
        self.host = made["status"]["url"].split("//")[1].strip("/")

    def status(self):
        return self.admin.ask("GET", self.path)["status"]

    def wait_until_serving(self, replicas):
        wait_for(f"{replicas} replicas", lambda: self.status()["availableReplicas"] == replicas)

    def get(self):
        return self.admin.ask("GET", "/", headers={"Host": self.host}).decode()


def update_under_load(server, admin):
    replicas = min(4, os.cpu_count() - 1)
    app = App(admin, scalingStrategy={"fixed": {"replicas": replicas}})
    app.wait_until_serving(replicas)
    token = admin.app_token("visitor", "ai_training_read")
    headers = [f"Host: {app.host}", f"Authorization: Bearer {token}"]
    with concurrent.futures.ThreadPoolExecutor(1) as threads:
        load = threads.submit(run_java, server, "PacedLoad", str(server.port), str(RATE), str(SECONDS), *headers)
        time.sleep(3)
        begun = time.monotonic()
        admin.ask("PUT", app.path, {"envVars": [{"name": "EDITION", "value": "2"}]})
        wait_for("the change", lambda: {app.get() for _ in range(50)} == {"2"})
        taken = time.monotonic() - begun
        said = load.result().split()
    admin.ask("DELETE", f"{app.path}?force=true")
    print(f"  {replicas} replicas, {said[2]} requests at {RATE}/s, p99 {said[0]} ms; every replica was another {taken:.1f} s after the call")
    verdict.at_most("requests that failed during an update", int(said[4]), 0)


def seconds_to_first_answer(app):
    begun = time.monotonic()
    wait_for("an answer", lambda: app.admin.call("GET", "/", headers={"Host": app.host})[0] == 200)
    return time.monotonic() - begun


def wakes(admin):
    sleepy = {"replicasMin": 0, "replicasMax": 1, "scaleDownStabilizationWindowSeconds": 5, "cooldownPeriodSeconds": 1}
    app = App(admin, scalingStrategy={"automatic": {"resourceType": "CPU", "averageUsageTarget": 50, **sleepy}})
    starts, woken = [], []
    app.wait_until_serving(1)
    for _ in range(WAKES):
        admin.ask("PUT", f"{app.path}/stop")
        wait_for("the stop", lambda: app.status()["state"] == "STOPPED")
        begun = time.monotonic()
        admin.ask("PUT", f"{app.path}/start")
        starts.append(time.monotonic() - begun + seconds_to_first_answer(app))
        app.wait_until_serving(1)
        wait_for("sleep", lambda: app.status()["info"]["message"].startswith("Sleeping: "))
        time.sleep(LEAVING)
        woken.append(seconds_to_first_answer(app))
    own, wake = statistics.median(starts), statistics.median(woken)
    print(f"  own start {own * 1000:.0f} ms ({', '.join(f'{each * 1000:.0f}' for each in starts)})")
    print(f"  from sleep {wake * 1000:.0f} ms ({', '.join(f'{each * 1000:.0f}' for each in woken)})")
    verdict.at_most("from zero, over the app's own start", (wake - own) * 1000, 200, " ms")


def main():
    with scratch() as folder, Server(folder) as server:
        admin = server.admin()
        update_under_load(server, admin)
        wakes(admin)


if __name__ == "__main__":
    main()
