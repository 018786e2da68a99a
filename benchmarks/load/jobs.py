"""Short jobs through the API: asked for in one call, and each one run once.

Counted is from the call to the last job's end. Each job adds its index to its log; one that was lost has none, one that ran
twice more than a line.
"""

import time

from load import verdict
from load.site import Server, scratch

JOBS = 1000
LONGEST = 900


def main():
    with scratch() as folder, Server(folder) as server:
        admin = server.admin()
        wish = {"image": "host", "resources": {"cpu": 1, "memory": 64 << 20}, "command": ["sh", "-c", "echo $GATEHOUSE_ARRAY_INDEX"]}
        begun = time.monotonic()
        made = admin.ask("POST", "/v1/gatehouse/project/-/job-array", {"count": JOBS, "job": wish})
        asked = time.monotonic() - begun
        query = f"/v1/job?size=1&labelSelector=array%3D{made['array']}&statusState="
        done = 0
        while done < JOBS and time.monotonic() - begun < LONGEST:
            time.sleep(0.5)
            done = admin.ask("GET", query + "DONE")["metadata"]["total"]
        taken = time.monotonic() - begun
        print(f"  asked for in {asked:.2f} s; {done} of {JOBS} done after {taken:.1f} s")
        lost = twice = 0
        for index, job in enumerate(made["ids"]):
            log = [line["content"] for line in admin.ask("GET", f"/v1/job/{job}/log")["logs"]]
            lost += log.count(str(index)) == 0
            twice += len(log) > 1
        verdict.at_least("short jobs, end to end", done / taken, 20, " jobs/s")
        verdict.at_most("jobs lost", lost, 0)
        verdict.at_most("jobs run twice", twice, 0)


if __name__ == "__main__":
    main()
