"""The list of users in a browser, with ten thousand of them."""

import json
import os
import subprocess

from load import verdict
from load.site import ADMIN_PASSWORD, REPOSITORY, Server, scratch
from load.users_list import GROW

USERS = 10_000
LONGEST = 300


def main():
    with scratch() as folder, Server(folder) as server:
        server.admin()
        server.psql(GROW.format(begin=0, end=USERS))
        server.psql("VACUUM ANALYZE")
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
            check=True,
        )
        taken = json.loads(run.stdout.splitlines()[-1])
        verdict.at_most(f"the list of {USERS} users, from nothing to its rows", taken["list"], 1000, " ms")
        verdict.at_most("a filter, to other rows", taken["filter"], 300, " ms")
        verdict.at_most("a text, from the last letter to other rows", taken["typed"], 300, " ms")


if __name__ == "__main__":
    main()
