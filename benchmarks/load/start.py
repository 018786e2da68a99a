"""How long a warm start takes, and what the server holds in memory when nobody asks anything."""

import statistics
import subprocess
import os
import time

from load import verdict
from load.site import Server, resident_bytes, scratch

STARTS = 5
REST_SECONDS = 15


def java_alone(java):
    """What the machine needs to start a JVM that does nothing."""
    begun = time.monotonic()
    subprocess.run([java, "-Xshare:auto", "-version"], check=True, capture_output=True)
    return time.monotonic() - begun


def main():
    with scratch() as folder:
        for number in range(2):  # The second may still write down which classes there are.
            with Server(folder) as server:
                print(f"  {'first' if number == 0 else 'second'} start: {server.ready_after:.2f} s")
                java = os.readlink(f"/proc/{server.pid}/exe")
        taken, alone, rest = [], [], []
        for _ in range(STARTS):
            alone.append(java_alone(java))
            with Server(folder) as server:
                taken.append(server.ready_after)
                if len(taken) == STARTS:
                    time.sleep(REST_SECONDS)
                rest.append(resident_bytes(server.pid) / (1 << 20))
        print(f"  starts: {', '.join(f'{each:.2f}' for each in taken)} s; Java alone {statistics.median(alone):.2f} s")
        print(f"  resident right after each start: {', '.join(f'{each:.0f}' for each in rest[:-1])} MiB")
        verdict.at_most("up to ready, warm", statistics.median(taken), 2, " s")
        verdict.at_most(f"resident after {REST_SECONDS} s of rest", rest[-1], 250, " MiB")


if __name__ == "__main__":
    main()
