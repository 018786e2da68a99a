"""The log of a job, followed from its first byte while it is written, and once more when it is complete.

Counted is what a follower gets over HTTP, and the server's memory meanwhile: a log of 1 GiB beside one of 64 MiB.
"""

import http.client
import threading
import time

from load import verdict
from load.site import Server, resident_bytes, scratch

WRITER = (
    "import os, sys\n"
    "block = b''.join(b'%015d a line of a log, as programs write them\\n' % i for i in range(1100))\n"
    "left = int(sys.argv[1])\n"
    "while left > 0:\n"
    "    left -= os.write(1, block[:left])\n"
)
SMALL = 64 << 20
LARGE = 1 << 30


class Peak(threading.Thread):
    """The most memory that a process had while this was watching."""

    def __init__(self, pid):
        super().__init__(daemon=True)
        self.pid = pid
        self.most = 0
        self.over = threading.Event()

    def run(self):
        while not self.over.wait(0.05):
            self.most = max(self.most, resident_bytes(self.pid))

    def __enter__(self):
        self.start()
        return self

    def __exit__(self, *_):
        self.over.set()
        self.join()


def follow(admin, job):
    """How many bytes come, and how long that takes."""
    connection = http.client.HTTPConnection("127.0.0.1", admin.port, timeout=120)
    begun = time.monotonic()
    connection.request(
        "GET",
        f"/v1/job/{job}/log?follow=true",
        headers={"Host": f"localhost:{admin.port}", "Authorization": f"Bearer {admin.token}"},
    )
    answer = connection.getresponse()
    count = 0
    while piece := answer.read1(1 << 20):
        count += len(piece)
    connection.close()
    return count, time.monotonic() - begun


def job_that_writes(admin, size):
    wish = {"image": "host", "resources": {"cpu": 1}, "command": ["python3", "-c", WRITER, str(size)]}
    job = admin.ask("POST", "/v1/job", wish)["id"]
    while admin.ask("GET", f"/v1/job/{job}")["status"]["state"] not in ("RUNNING", "FINALIZING", "DONE"):
        time.sleep(0.05)
    return job


def main():
    with scratch() as folder, Server(folder) as server:
        admin = server.admin()
        follow(admin, job_that_writes(admin, SMALL))  # Warm.
        with Peak(server.pid) as small:
            follow(admin, job_that_writes(admin, SMALL))
        with Peak(server.pid) as large:
            job = job_that_writes(admin, LARGE)
            count, taken = follow(admin, job)
        lost = LARGE - count
        again, once_more = follow(admin, job)
        lost = max(lost, LARGE - again)
        print(f"  memory: {small.most >> 20} MiB while 64 MiB pass, {large.most >> 20} MiB while 1 GiB does")
        verdict.at_least("followed while it is written", count / taken / 1e6, 50, " MB/s")
        verdict.at_least("read once it is complete", again / once_more / 1e6, 50, " MB/s")
        verdict.at_most("bytes lost", lost, 0)
        verdict.at_most("memory", large.most / small.most, 1.1, " ×")


if __name__ == "__main__":
    main()
