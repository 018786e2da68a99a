"""A page of the users' list with a thousand users, and with a million."""

import statistics
import time

from load import verdict
from load.site import Api, Server, scratch

FEW, MANY = 1_000, 1_000_000
WARM_UP, TIMES = 150, 60
PAGES = {
    "the first page": "",
    "by name, from the end": "&sort=name&order=desc",
    "by last sign-in": "&sort=lastSignIn",
}
# How many are looked at depends on how many there are: their aim is a time that nobody waits for.
FILTERS = {
    "those with a role": "&role=ai_training_read",
    "those with a text": "&text=person+77",
}

GROW = """
WITH made AS (
  INSERT INTO users (project, name, description, status, openstack_id, created_at)
  SELECT id, 'person-' || n, 'person ' || n, 'OK', md5(n::text), now()
  FROM projects, generate_series({begin} + 1, {end}) n
  RETURNING id, name),
named AS (INSERT INTO names (name, user_id) SELECT name, id FROM made),
granted AS (
  INSERT INTO grants (user_id, role, given_by, given_at)
  SELECT id, CASE WHEN id % 2 = 0 THEN 'ai_training_read' ELSE 'objectstore_operator' END, 'admin', now() FROM made)
INSERT INTO user_counts SELECT id, {end} FROM projects
ON CONFLICT (project) DO UPDATE SET users = excluded.users
"""


def millis(admin, path):
    """The median time of a page, whole, as a client sees it."""
    taken = []
    for number in range(WARM_UP + TIMES):
        begun = time.monotonic()
        page = admin.ask("GET", path)
        taken.append((time.monotonic() - begun) * 1000)
    if len(page["items"]) == 0:
        raise RuntimeError(f"{path}: an empty page")
    return statistics.median(taken[WARM_UP:])


def measure(server, admin, begin, end):
    begun = time.monotonic()
    server.psql(GROW.format(begin=begin, end=end))
    server.psql("VACUUM ANALYZE")
    print(f"  {end} users, inserted in {time.monotonic() - begun:.0f} s")
    admin = Api(server.port, admin.token)  # The kept connection has been idle for too long.
    path = f"/v1/gatehouse/project/{admin.project()}/user?size=100"
    for _ in range(2):  # The server is as fast as it gets only the second time.
        taken = {what: millis(admin, path + query) for what, query in (PAGES | FILTERS).items()}
    return taken


def main():
    with scratch() as folder, Server(folder) as server:
        admin = server.admin()
        few = measure(server, admin, 0, FEW)
        many = measure(server, admin, FEW, MANY)
        for what in few:
            print(f"  {what}: {few[what]:.2f} ms with {FEW}, {many[what]:.2f} ms with {MANY}")
        for what in PAGES:
            verdict.at_most(f"{what}, of its time with {FEW}", many[what] / few[what], 2, " ×")
        for what in FILTERS:
            verdict.at_most(f"{what}, with {MANY}", many[what], 300, " ms")


if __name__ == "__main__":
    main()
