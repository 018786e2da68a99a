"""Password sign-ins a second, each of another user, beside what the processor's cores can hash at all.

What they can is measured with every core at a hash: Argon2 is made to need the memory, which the cores share.

Twice: by user and password on a request, which is proven and then let in, and by opening a session, which every node
has heard of when it is handed out. Clients and database run on the same cores; what each spends is said apart, and the
hash beside what the server and its database spend together, which whoever else uses the machine changes least.
"""

import base64
import concurrent.futures
import itertools
import json
import os
import socket
import statistics
import time

from load import verdict
from load.site import Server, cpu_seconds, run_java, scratch

RUNS = 3
USERS_A_RUN = 100
WARM_UP = 1000
AT_ONCE = 4 * os.cpu_count()


def by_request(port, name, password):
    pair = base64.b64encode(f"{name}:{password}".encode()).decode()
    return f"GET /v1/gatehouse/me HTTP/1.1\r\nHost: localhost:{port}\r\nAuthorization: Basic {pair}\r\n\r\n".encode()


def by_session(port, name, password):
    body = json.dumps({"username": name, "password": password})
    return (
        f"POST /v1/gatehouse/session HTTP/1.1\r\nHost: localhost:{port}\r\nContent-Type: application/json\r\n"
        f"Content-Length: {len(body)}\r\n\r\n{body}"
    ).encode()


class Lane:
    """One kept connection that costs next to nothing: it shares the cores with what is measured."""

    def __init__(self, port, requests):
        self.requests = requests
        self.socket = socket.create_connection(("127.0.0.1", port), 60)

    def run(self):
        with self.socket:
            for request in self.requests:
                self.socket.sendall(request)
                self.require_success()

    def require_success(self):
        answer = b""
        while True:
            more = self.socket.recv(65536)
            answer += more
            head, _, body = answer.partition(b"\r\n\r\n")
            length = head.lower().partition(b"content-length:")[2].split(b"\r\n")[0]
            if not more or not head.startswith(b"HTTP/1.1 200 ") or (body and not length):
                raise RuntimeError(f"a sign-in was answered {answer}")
            if length and len(body) >= int(length):
                return


def database_seconds(server):
    """What the embedded PostgreSQL has spent so far, with those of its processes that have ended."""
    postmaster = (server.data / "postgres/data/postmaster.pid").read_text().split()[0]
    seconds = cpu_seconds(postmaster, ended=True)
    for each in filter(str.isdigit, os.listdir("/proc")):
        try:
            with open(f"/proc/{each}/stat") as stat:
                if stat.read().rpartition(")")[2].split()[1] == postmaster:
                    seconds += cpu_seconds(each)
        except OSError:
            pass  # It has ended meanwhile.
    return seconds


def spent(server):
    """Processor time so far: of the server, its database, and this client."""
    return cpu_seconds(server.pid), database_seconds(server), time.process_time()


def signed_in(server, people, way):
    """Each signs in once, several at a time: how many a second, and what each cost, in milliseconds."""
    requests = [way(server.port, *each) for each in people]
    lanes = [Lane(server.port, requests[number::AT_ONCE]) for number in range(AT_ONCE)]
    before = spent(server)
    begun = time.monotonic()
    with concurrent.futures.ThreadPoolExecutor(AT_ONCE) as threads:
        list(threads.map(Lane.run, lanes))
    rate = len(people) / (time.monotonic() - begun)
    return rate, *((after - early) * 1000 / len(people) for early, after in zip(before, spent(server)))


def main():
    with scratch() as folder, Server(folder) as server:
        admin = server.admin()
        ways = (by_request, by_session)
        made = [admin.user(f"person {number}") for number in range(len(ways) * (WARM_UP + RUNS * USERS_A_RUN))]
        people = iter([(user["username"], password) for user, password in made])
        for way in ways:
            signed_in(server, list(itertools.islice(people, WARM_UP)), way)
        hashes, runs = [], {way: [] for way in ways}
        for _ in range(RUNS):
            hashes.append([float(millis) for millis in run_java(server, "OneHash").split()])
            for way, results in runs.items():
                results.append(signed_in(server, list(itertools.islice(people, USERS_A_RUN)), way))
        alone, together, cost = (statistics.median(each) for each in zip(*hashes))
        limit = os.cpu_count() * 1000 / together
        print(
            f"  one Argon2id: {alone:.1f} ms alone, {together:.1f} ms with one on every core ({cost:.1f} ms of"
            f" processor time), so {limit:.0f} a second at most"
        )
        for way, results in runs.items():
            say(way.__name__.replace("_", " "), results, limit, cost)


def say(what, results, limit, hash_cost):
    rates, servers, databases, clients = zip(*results)
    server, database, client = (statistics.median(each) for each in (servers, databases, clients))
    print(f"  {what}: {', '.join(f'{each:.0f}' for each in rates)} a second; processor time of each:")
    print(f"    server {server:.1f} ms, its database {database:.1f} ms, this client {client:.1f} ms")
    verdict.at_least(f"{what}, of cores ÷ one hash", statistics.median(rates) / limit, 0.9, " ×")
    verdict.at_least(f"{what}, one hash ÷ processor time of server and database", hash_cost / (server + database), 0.9)


if __name__ == "__main__":
    main()
