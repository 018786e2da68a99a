"""The list of users in a browser, with ten thousand of them and with a million."""

import json
import os
import subprocess
import time

from load import verdict
from load.site import ADMIN_PASSWORD, REPOSITORY, Server, scratch
from load.users_list import GROW

USERS, MANY = 10_000, 1_000_000
LONGEST = 300


def measure(server, begin, end):
    """Medians in milliseconds: the list from nothing, a filter, a text that is typed."""
    begun = time.monotonic()
    server.psql(GROW.format(begin=begin, end=end))
    server.psql("VACUUM ANALYZE")
    print(f"  {end} users, inserted in {time.monotonic() - begun:.0f} s")
    run = subprocess.run(
        ["node", "scripts/list-speed.mjs"],
        cwd=REPOSITORY / "doors/panel",
        env={
            **os.environ,
            "GATEHOUSE_URL": f"http://localhost:{server.port}",
            "GATEHOUSE_ADMIN_PASSWORD": ADMIN_PASSWORD,
        },
        capture_output=True,
        text=True,
        timeout=LONGEST,
    )
    if run.returncode != 0:
        raise RuntimeError(run.stdout + run.stderr)
    return json.loads(run.stdout.splitlines()[-1])


def main():
    with scratch() as folder, Server(folder) as server:
        server.admin()
        taken = measure(server, 0, USERS)
        verdict.at_most(f"the list of {USERS} users, from nothing to its rows", taken["list"], 1000, " ms")
        verdict.at_most("a filter, to other rows", taken["filter"], 300, " ms")
        verdict.at_most("a text, from the last letter to other rows", taken["typed"], 300, " ms")
        taken = measure(server, USERS, MANY)
        verdict.at_most(f"the list of {MANY} users, from nothing to its rows", taken["list"], 1500, " ms")
        print(f"  a filter {taken['filter']:.0f} ms, a text {taken['typed']:.0f} ms with {MANY}")


if __name__ == "__main__":
    main()
