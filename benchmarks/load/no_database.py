"""Signed-in requests, counted in PostgreSQL's own statistics: they add no transaction to what the heartbeat makes."""

import re
import subprocess
import time

from load import verdict
from load.revocation import ECHO
from load.site import Server, scratch

IDLE_SECONDS = 20
LOAD_SECONDS = 5
LEAST_REQUESTS = 10_000
COUNTED = "SELECT xact_commit + xact_rollback FROM pg_stat_database WHERE datname = current_database()"


def requests(port, host, path, token):
    """So many good answers."""
    said = subprocess.run(
        ["wrk", "-t1", "-c16", f"-d{LOAD_SECONDS}s", "-H", f"Host: {host}", "-H", f"Authorization: Bearer {token}"]
        + [f"http://127.0.0.1:{port}{path}"],
        check=True,
        capture_output=True,
        text=True,
    ).stdout
    if "Non-2xx" in said or "Socket errors" in said:
        raise RuntimeError(said)
    return int(re.search(r"(\d+) requests in", said).group(1))


def transactions(server, during):
    """How many the database saw while something went on, how long that was, and what came of it."""
    before, begun = int(server.psql(COUNTED)), time.monotonic()
    done = during()
    time.sleep(2)  # A connection of PostgreSQL's reports what it did within a second.
    return int(server.psql(COUNTED)) - before, time.monotonic() - begun, done


def main():
    with scratch() as folder, Server(folder) as server:
        admin = server.admin()
        user, password = admin.user("asks", "ai_training_operator")
        person = server.api().sign_in(user["username"], password)
        host = person.app("python3", "-c", ECHO)
        local = f"localhost:{server.port}"
        doors = {"the API": (local, "/v1/gatehouse/me"), "the gateway": (host, "/")}
        for at, path in doors.values():
            requests(server.port, at, path, person.token)
        time.sleep(10)
        idle, idle_seconds, _ = transactions(server, lambda: time.sleep(IDLE_SECONDS))
        rate = idle / idle_seconds
        print(f"  with nobody asking: {rate:.1f} transactions a second (heartbeat and housekeeping)")
        for door, (at, path) in doors.items():
            count, seconds, done = transactions(server, lambda: enough(server, at, path, person.token))
            print(f"  {door}: {done} requests in {seconds:.0f} s; {count} transactions, {rate * seconds:.0f} expected")
            verdict.at_most("transactions a request, beyond those", max(0, count - rate * seconds) / done, 0.001)


def enough(server, host, path, token):
    done = 0
    while done < LEAST_REQUESTS:
        done += requests(server.port, host, path, token)
    return done


if __name__ == "__main__":
    main()
