"""A role is taken away from somebody with a thousand WebSockets open, half of them on each of two nodes.

Those who hold the sockets, and the app behind them, would have cores of their own: here they let the servers go first.
"""

import asyncio
import base64
import concurrent.futures
import multiprocessing
import os
import statistics
import threading
import time

from load import verdict
from load.site import Api, Server, scratch

SOCKETS_A_NODE = 500
ROUNDS = 7
OPENED_AT_ONCE = 10
ROLE = "ai_training_read"
LIMIT_MILLIS = 100
PAUSE_SECONDS = 0.005

ECHO = """
import asyncio, base64, hashlib, os
os.nice(10)
async def serve(reader, writer):
    try:
        while True:
            head = (await reader.readuntil(b"\\r\\n\\r\\n")).decode("latin-1")
            fields = dict(line.split(": ", 1) for line in head.split("\\r\\n")[1:] if ": " in line)
            fields = {name.lower(): value for name, value in fields.items()}
            if "sec-websocket-key" not in fields:
                writer.write(b"HTTP/1.1 200 OK\\r\\nContent-Length: 2\\r\\n\\r\\nok")
                continue
            key = fields["sec-websocket-key"] + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11"
            accept = base64.b64encode(hashlib.sha1(key.encode()).digest())
            writer.write(b"HTTP/1.1 101 Switching Protocols\\r\\nUpgrade: websocket\\r\\nConnection: Upgrade\\r\\n"
                         b"Sec-WebSocket-Accept: " + accept + b"\\r\\n\\r\\n")
            while data := await reader.read(4096):
                writer.write(data)
            return
    except (asyncio.IncompleteReadError, ConnectionError):
        pass
    finally:
        writer.close()
async def main():
    server = await asyncio.start_server(serve, "127.0.0.1", 8080, backlog=1024)
    await server.serve_forever()
asyncio.run(main())
"""


class Sockets:
    """Open WebSockets of one user, on a thread of their own."""

    def __init__(self):
        self.loop = asyncio.new_event_loop()
        threading.Thread(target=self.run, daemon=True).start()
        self.open = 0
        self.followers = set()  # The loop itself would let go of them.

    def run(self):
        os.setpriority(os.PRIO_PROCESS, threading.get_native_id(), 10)
        self.loop.run_forever()

    def add(self, port, host, token, count):
        asyncio.run_coroutine_threadsafe(self.add_all(port, host, token, count), self.loop).result(60)

    async def add_all(self, port, host, token, count):
        async def some():
            for _ in range(count // OPENED_AT_ONCE):
                await self.add_one(port, host, token)

        await asyncio.gather(*[some() for _ in range(OPENED_AT_ONCE)])

    async def add_one(self, port, host, token):
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        key = base64.b64encode(bytes(16)).decode()
        writer.write(
            f"GET / HTTP/1.1\r\nHost: {host}\r\nAuthorization: Bearer {token}\r\nConnection: Upgrade\r\n"
            f"Upgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: {key}\r\n\r\n".encode()
        )
        head = await reader.readuntil(b"\r\n\r\n")
        if not head.startswith(b"HTTP/1.1 101"):
            raise RuntimeError(f"no WebSocket: {head}")
        self.open += 1
        self.followers.add(self.loop.create_task(self.follow(reader, writer)))

    async def follow(self, reader, writer):
        try:
            while await reader.read(4096):
                pass
        except ConnectionError:
            pass
        self.open -= 1
        writer.close()


class Hammer:
    """Asks again and again on one node, and counts what is accepted of what began after the revocation."""

    def __init__(self, port, host, token, returned):
        self.api = Api(port, token)
        self.host = host
        self.returned = returned
        self.going = True
        self.accepted_before = 0
        self.refused = 0
        self.accepted_after = 0
        self.thread = threading.Thread(target=self.run, daemon=True)
        self.thread.start()

    def run(self):
        while self.going:
            after = self.returned.is_set()
            try:
                status, _ = self.api.call("GET", "/", headers={"Host": self.host})
            except OSError:
                self.api = Api(self.api.port, self.api.token)
                continue
            if status == 200:
                self.accepted_after += after
                self.accepted_before += not after
            else:
                self.refused += after
            time.sleep(PAUSE_SECONDS)

    def stop(self):
        self.going = False
        self.thread.join(60)


def revoke(port, token, path):
    """In a process of its own: who revokes does not wait for the threads that hold the sockets."""
    admin = Api(port, token)
    admin.ask("GET", "/v1/gatehouse/me")
    begun = time.monotonic()
    receipt = admin.ask("DELETE", path)["receipt"]
    return (time.monotonic() - begun) * 1000, receipt


def round_of(nodes, admin, administrator, path, token, with_sockets):
    """One revocation: its time, the receipt, and what the others saw of it."""
    sockets = Sockets()
    for port, host in nodes:
        sockets.add(port, host, token, SOCKETS_A_NODE if with_sockets else 0)
    opened = sockets.open
    returned = threading.Event()
    hammers = [Hammer(port, host, token, returned) for port, host in nodes] if with_sockets else []
    time.sleep(1)
    millis, receipt = administrator.submit(revoke, admin.port, admin.token, path).result(60)
    returned.set()
    until = time.monotonic() + 2
    while sockets.open and time.monotonic() < until:
        time.sleep(0.01)
    time.sleep(0.5 if with_sockets else 0)
    for hammer in hammers:
        hammer.stop()
    sockets.loop.call_soon_threadsafe(sockets.loop.stop)
    return {
        "millis": millis,
        "took": receipt["tookMillis"],
        "nodes": len(receipt["nodes"]),
        "opened": opened,
        "cut": receipt["connections"].get("websocket", 0),
        "still open": sockets.open,
        "before": sum(hammer.accepted_before for hammer in hammers),
        "refused": sum(hammer.refused for hammer in hammers),
        "after": sum(hammer.accepted_after for hammer in hammers),
    }


def show(each):
    print(
        "  {millis:6.1f} ms (after the commit {took} ms), {nodes} nodes, {cut} of {opened} sockets cut,"
        " {still open} still open; requests: {before} accepted before, {refused} refused and {after}"
        " accepted after".format(**each),
        flush=True,
    )


def second_node(folder, first):
    """A node on the first one's PostgreSQL, with the same keys."""
    folder.mkdir()
    home = first.data / "postgres"
    url = (
        "jdbc:postgresql://localhost/postgres?sslmode=disable&gssEncMode=disable"
        "&socketFactory=gatehouse.engines.postgres.UnixSocketFactory"
        f"&socketFactoryArg={home / 'socket/.s.PGSQL.5432'}"
        f"&user=gatehouse&password={(home / 'password').read_text().strip()}"
    )
    return Server(
        folder, "--keys", first.data, environment={"GATEHOUSE_DATABASE_URL": url}
    )


def main():
    with (
        scratch() as folder,
        Server(folder) as first,
        second_node(folder / "second", first) as second,
        concurrent.futures.ProcessPoolExecutor(1, multiprocessing.get_context("spawn")) as administrator,
    ):
        admin = first.admin()
        user, password = admin.user("loses a role", ROLE)
        path = f"/v1/gatehouse/project/{admin.project()}/user/{user['id']}/role"
        owner, owners = admin.user("runs the apps", "ai_training_operator")
        nodes = []
        for server in (first, second):
            app = server.api().sign_in(owner["username"], owners).app("python3", "-c", ECHO)
            nodes.append((server.port, app))
        token = first.api().sign_in(user["username"], password).token
        rounds, bare = [], []
        for number in range(ROUNDS + 1):
            for into, sockets in ((bare, False), (rounds, True)):
                into.append(round_of(nodes, admin, administrator, f"{path}/{ROLE}", token, sockets))
                show(into[-1])
                admin.ask("POST", path, {"name": ROLE})
        say(rounds[1:], bare[1:])


def say(rounds, bare):
    usual = statistics.median(each["millis"] for each in bare)
    median = statistics.median(each["millis"] for each in rounds)
    print(f"  the same call with nothing open: {usual:.1f} ms; with {2 * SOCKETS_A_NODE} sockets {median / usual:.1f} ×")
    verdict.at_most("the call, median", median, LIMIT_MILLIS, " ms")
    verdict.at_most("the call, slowest", max(each["millis"] for each in rounds), LIMIT_MILLIS, " ms")
    verdict.at_most("sockets still open", sum(each["still open"] for each in rounds), 0)
    verdict.at_most("requests accepted after it returned", sum(each["after"] for each in rounds), 0)


if __name__ == "__main__":
    main()
