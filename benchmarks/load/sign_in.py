"""Password sign-ins a second, each of another user, beside what the processor's cores can hash at all."""

import concurrent.futures
import os
import statistics
import time

from load import verdict
from load.site import Server, run_java, scratch

USERS = 300
RUNS = 3
AT_ONCE = 4 * os.cpu_count()


def rate(server, people):
    """Each signs in once, several at a time."""
    apis = [server.api() for _ in range(AT_ONCE)]

    def lane(number):
        for name, password in people[number::AT_ONCE]:
            apis[number].sign_in(name, password)

    begun = time.monotonic()
    with concurrent.futures.ThreadPoolExecutor(AT_ONCE) as threads:
        list(threads.map(lane, range(AT_ONCE)))
    return len(people) / (time.monotonic() - begun)


def main():
    with scratch() as folder, Server(folder) as server:
        admin = server.admin()
        made = [admin.user(f"person {number}") for number in range(USERS)]
        people = [(user["username"], password) for user, password in made]
        share = USERS // (RUNS + 1)
        rate(server, people[:share])
        hashes, rates = [], []
        for run in range(1, RUNS + 1):
            hashes.append(float(run_java(server, "OneHash")) / 1000)
            rates.append(rate(server, people[run * share : (run + 1) * share]))
        limit = os.cpu_count() / statistics.median(hashes)
        print(f"  one Argon2id: {statistics.median(hashes) * 1000:.1f} ms, so {limit:.0f} a second at most")
        print(f"  sign-ins: {', '.join(f'{each:.0f}' for each in rates)} a second")
        verdict.at_least("sign-ins a second, of cores ÷ one hash", statistics.median(rates) / limit, 0.9, " ×")


if __name__ == "__main__":
    main()
