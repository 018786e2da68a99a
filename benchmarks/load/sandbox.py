"""A sandbox's start: from the wish for a run to the first byte in its log.

Beside a bare bubblewrap with the same namespaces, from its start to the first byte of its output; both in turns, from one
JVM. Medians.
"""

from load import verdict
from load.site import Server, run_java, scratch

ROUNDS = 40


def main():
    with scratch() as folder, Server(folder) as server:
        ours, bare = map(float, run_java(server, "FirstByte", folder / "runtime", str(ROUNDS)).split())
        print(f"  first byte after {ours:.1f} ms in a sandbox, {bare:.1f} ms in a bare bubblewrap")
        verdict.at_most("a sandbox's start", ours / bare, 3, " × bubblewrap")


if __name__ == "__main__":
    main()
