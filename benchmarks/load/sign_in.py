"""Password sign-ins a second, each of another user, beside what the processor's cores can hash at all.

What they can is measured with every core at a hash: Argon2 is made to need the memory, which the cores share.

Twice: by user and password on a request, which is proven and then let in, and by opening a session, which every node
has heard of when it is handed out.
"""

import base64
import concurrent.futures
import itertools
import os
import statistics
import time

from load import verdict
from load.site import Server, cpu_seconds, run_java, scratch

RUNS = 3
USERS_A_RUN = 100
AT_ONCE = 4 * os.cpu_count()


def by_session(api, name, password):
    api.sign_in(name, password)


def by_request(api, name, password):
    pair = base64.b64encode(f"{name}:{password}".encode()).decode()
    api.ask("GET", "/v1/gatehouse/me", headers={"Authorization": f"Basic {pair}"})


def rate(server, people, sign_in):
    """Each signs in once, several at a time."""
    apis = [server.api() for _ in range(AT_ONCE)]

    def lane(number):
        for name, password in people[number::AT_ONCE]:
            sign_in(apis[number], name, password)

    begun = time.monotonic()
    with concurrent.futures.ThreadPoolExecutor(AT_ONCE) as threads:
        list(threads.map(lane, range(AT_ONCE)))
    return len(people) / (time.monotonic() - begun)


def costing(server, into, work):
    """What work returns, once the server's processor time for it was noted."""
    before = cpu_seconds(server.pid)
    result = work()
    into.append((cpu_seconds(server.pid) - before) / USERS_A_RUN)
    return result


def main():
    with scratch() as folder, Server(folder) as server:
        admin = server.admin()
        made = [admin.user(f"person {number}") for number in range(2 * USERS_A_RUN * (RUNS + 1))]
        people = iter([(user["username"], password) for user, password in made])
        ways = {by_request: [], by_session: []}
        hashes, spent = [], {way: [] for way in ways}
        for run in range(RUNS + 1):
            hashes.append([float(millis) / 1000 for millis in run_java(server, "OneHash").split()])
            for way, rates in ways.items():
                some = list(itertools.islice(people, USERS_A_RUN))
                rates.append(costing(server, spent[way], lambda: rate(server, some, way)))
        alone, together = (statistics.median(each) for each in zip(*hashes))
        limit = os.cpu_count() / together
        print(
            f"  one Argon2id: {alone * 1000:.1f} ms alone, {together * 1000:.1f} ms with one on every core,"
            f" so {limit:.0f} a second at most"
        )
        for way, rates in ways.items():
            counted = rates[1:]  # The first warmed up.
            what = way.__name__.replace("_", " ")
            cost = statistics.median(spent[way][1:]) * 1000
            print(f"  {what}: {', '.join(f'{each:.0f}' for each in counted)} a second, {cost:.1f} ms of processor time each")
            verdict.at_least(f"{what}, of cores ÷ one hash", statistics.median(counted) / limit, 0.9, " ×")


if __name__ == "__main__":
    main()
