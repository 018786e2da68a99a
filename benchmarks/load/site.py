"""A server of the benchmark's own, in a folder that goes away with it, and a client of its APIs."""

import contextlib
import http.client
import json
import os
import pathlib
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time

REPOSITORY = pathlib.Path(__file__).resolve().parents[2]
GATEHOUSE = REPOSITORY / "gatehouse"
ADMIN_PASSWORD = "a password for a benchmark"
READY = "Gatehouse is ready: "
S3 = "Object storage (S3): "
PROGRAMS = REPOSITORY / "benchmarks/src/main/java/gatehouse/benchmarks"
JARS = REPOSITORY / "server/target/dist/lib"
TICKS = os.sysconf("SC_CLK_TCK")
PAGE_BYTES = os.sysconf("SC_PAGE_SIZE")


@contextlib.contextmanager
def scratch():
    """A folder that is removed in the end, also where that comes early."""
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    folder = pathlib.Path(tempfile.mkdtemp(prefix="gatehouse-benchmark-"))
    folder.chmod(0o711)
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def end(process):
    """Ends a process that was started here, and waits for it."""
    if process.poll() is None:
        process.terminate()
        try:
            process.wait(20)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def cpu_seconds(pid, ended=False):
    """What a process has spent so far, in user and kernel; with its children that have ended where asked."""
    fields = pathlib.Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return sum(map(int, fields[11 : 15 if ended else 13])) / TICKS


def resident_bytes(pid):
    return int(pathlib.Path(f"/proc/{pid}/statm").read_text().split()[1]) * PAGE_BYTES


def run_java(server, program, *arguments):
    """What one of our small Java programs prints, under the server's own Java and environment and with its jars."""
    environment = pathlib.Path(f"/proc/{server.pid}/environ").read_text().split("\0")
    return subprocess.run(
        [os.readlink(f"/proc/{server.pid}/exe"), "-XX:+UseSerialGC", "--enable-native-access=ALL-UNNAMED"]
        + ["-cp", f"{JARS}/*", PROGRAMS / f"{program}.java", *arguments],
        check=True,
        capture_output=True,
        text=True,
        env=dict(each.split("=", 1) for each in environment if "=" in each),
    ).stdout


class Api:
    """The APIs of one server, in somebody's name; one connection that is kept."""

    def __init__(self, port, token=None):
        self.port = port
        self.token = token
        self.connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)

    def call(self, method, path, body=None, headers=None):
        """Status and parsed answer."""
        sent = {"Host": f"localhost:{self.port}", "Accept": "application/json", **(headers or {})}
        if self.token:
            sent["Authorization"] = f"Bearer {self.token}"
        if body is not None:
            sent["Content-Type"] = "application/json"
            body = json.dumps(body)
        self.connection.request(method, path, body, sent)
        answer = self.connection.getresponse()
        text = answer.read()
        parsed = text and "json" in answer.getheader("Content-Type", "")
        return answer.status, json.loads(text) if parsed else text

    def ask(self, method, path, body=None, headers=None):
        """The answer, which must be a good one."""
        status, answer = self.call(method, path, body, headers)
        if status >= 300:
            raise RuntimeError(f"{method} {path}: {status} {answer}")
        return answer

    def sign_in(self, name, password):
        answer = self.ask("POST", "/v1/gatehouse/session", {"username": name, "password": password})
        return Api(self.port, answer["token"])

    def project(self):
        return self.ask("GET", "/v1/gatehouse/project")[0]["id"]

    def user(self, description, *roles):
        """A new user, and its password."""
        made = self.ask(
            "POST",
            f"/v1/gatehouse/project/{self.project()}/user",
            {"description": description, "roles": list(roles)},
        )
        return made["user"], made["password"]

    def app_token(self, name, role):
        """A new application token."""
        return self.ask("POST", "/v1/token", {"name": name, "role": role})["status"]["value"]

    def app(self, *command, headers=None):
        """Starts an app and waits until it answers; the host at which it does."""
        wish = {"image": "host", "resources": {"cpu": 1}, "command": list(command)}
        made = self.ask("POST", "/v1/app", wish)
        host = made["status"]["url"].split("//")[1].strip("/")
        until = time.monotonic() + 30
        while time.monotonic() < until:
            status, _ = self.call("GET", "/", headers={"Host": host})
            if status == 200:
                return host
            time.sleep(0.1)
        raise RuntimeError(f"the app does not answer: {self.ask('GET', '/v1/app/' + made['id'])}")


class Server:
    """A server as `gatehouse up` starts it."""

    def __init__(self, folder, *flags, environment=None):
        self.data = folder / "data"
        self.port = free_port()
        self.log = folder / "server.log"
        password = folder / "password"
        password.write_text(ADMIN_PASSWORD)
        begun = time.monotonic()
        with open(self.log, "ab") as log:
            self.process = subprocess.Popen(
                [GATEHOUSE, "up", "--data", self.data, "--port", str(self.port), "--s3-port", "0"]
                + ["--admin-password-file", password, *flags],
                stdin=subprocess.DEVNULL,
                stdout=subprocess.PIPE,
                stderr=log,
                text=True,
                env={**os.environ, **(environment or {})},
            )
        for line in self.process.stdout:
            if line.startswith(S3):
                self.s3_port = int(line.rpartition(":")[2])
            if line.startswith(READY):
                self.ready_after = time.monotonic() - begun
                return
        raise RuntimeError("the server did not start:\n" + self.log.read_text())

    @property
    def pid(self):
        return self.process.pid

    def api(self):
        return Api(self.port)

    def admin(self):
        return self.api().sign_in("admin", ADMIN_PASSWORD)

    def close(self):
        """Ends its workloads, then the server itself."""
        try:
            if self.process.poll() is None:
                self.end_workloads()
        finally:
            end(self.process)
            self.process.stdout.close()

    def end_workloads(self):
        admin = self.admin()
        for app in admin.ask("GET", "/v1/app")["items"]:
            admin.call("DELETE", f"/v1/app/{app['id']}?force=true")
        until = time.monotonic() + 20
        while admin.ask("GET", "/v1/app")["items"] and time.monotonic() < until:
            time.sleep(0.1)

    def psql(self, statement, *more):
        """What the embedded PostgreSQL answers."""
        home = self.data / "postgres"
        return subprocess.run(
            ["psql", "-h", home / "socket", "-U", "gatehouse", "-d", "postgres"]
            + ["-qAtX", "-v", "ON_ERROR_STOP=1", "-c", statement, *more],
            env={**os.environ, "PGPASSWORD": (home / "password").read_text().strip()},
            check=True,
            capture_output=True,
            text=True,
        ).stdout.strip()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.close()
