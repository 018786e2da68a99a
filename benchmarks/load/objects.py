"""Object storage beside plain S3Proxy without signatures, on the same disk and in the same run.

Ours checks a signed link, decides by role and policy, registers each transfer, and brings what was written to the disk
before it says so; the peer does none of that. Every figure is the better of several rounds, taken in turns. Then the
command line beside rclone, on the same endpoint with as many workers; and what the server keeps in memory meanwhile.
"""

import datetime
import hashlib
import hmac
import json
import os
import re
import subprocess
import threading
import time
import urllib.parse

from load import verdict
from load.site import GATEHOUSE, JARS, PROGRAMS, Server, end, free_port, resident_bytes, scratch

ROUNDS = 3
SECONDS = 4
LARGE = 64 << 20
SMALL = 4 << 10
STATEMENTS = 100
FILES = 10_000
FILE = 64 << 10
WORKERS = 8
HUGE = 1 << 30


def sign(key, text):
    return hmac.new(key, text.encode(), hashlib.sha256).digest()


def link(method, port, path, access, secret):
    """A signed link, good for an hour."""
    now = datetime.datetime.now(datetime.timezone.utc)
    stamp, day = now.strftime("%Y%m%dT%H%M%SZ"), now.strftime("%Y%m%d")
    scope = f"{day}/local/s3/aws4_request"
    query = urllib.parse.urlencode(
        sorted(
            {
                "X-Amz-Algorithm": "AWS4-HMAC-SHA256",
                "X-Amz-Credential": f"{access}/{scope}",
                "X-Amz-Date": stamp,
                "X-Amz-Expires": "3600",
                "X-Amz-SignedHeaders": "host",
            }.items()
        ),
        quote_via=urllib.parse.quote,
        safe="",
    )
    host = f"127.0.0.1:{port}"
    request = f"{method}\n{path}\n{query}\nhost:{host}\n\nhost\nUNSIGNED-PAYLOAD"
    text = f"AWS4-HMAC-SHA256\n{stamp}\n{scope}\n{hashlib.sha256(request.encode()).hexdigest()}"
    key = sign(sign(sign(sign(("AWS4" + secret).encode(), day), "local"), "s3"), "aws4_request")
    signature = hmac.new(key, text.encode(), hashlib.sha256).hexdigest()
    return f"http://{host}{path}?{query}&X-Amz-Signature={signature}"


def put(url, file):
    subprocess.run(["curl", "-sS", "--fail", "-o", os.devnull, "-T", file, url], check=True)


def rate(folder, url, connections, size=None):
    """Requests a second, by wrk; with a size each puts so many bytes."""
    script = folder / "put.lua"
    script.write_text(f'wrk.method = "PUT"\nwrk.body = string.rep("x", {size})\n' if size else "")
    out = subprocess.run(
        ["wrk", "-t", "1", "-c", str(connections), "-d", f"{SECONDS}s", "--timeout", "30s", "-s", script, url],
        check=True,
        capture_output=True,
        text=True,
    ).stdout
    if "Non-2xx" in out:
        raise RuntimeError(out)
    return float(re.search(r"Requests/sec:\s+([\d.]+)", out).group(1))


def seconds(command, folder, environment):
    begun = time.monotonic()
    done = subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True)
    if done.returncode:
        raise RuntimeError(f"{command}: {done.stdout[-500:]} {done.stderr[-500:]}")
    return time.monotonic() - begun


def copies(folder, port, access, secret):
    """Many files there and back, by our command line and by rclone."""
    environment = {
        **os.environ,
        "AWS_ACCESS_KEY_ID": access,
        "AWS_SECRET_ACCESS_KEY": secret,
        "GATEHOUSE_S3_ENDPOINT": f"http://127.0.0.1:{port}",
        "HOME": str(folder),
    }
    tree = folder / "tree"
    for each in range(FILES):
        place = tree / f"{each % 100:02}"
        if each < 100:
            place.mkdir(parents=True)
        (place / f"{each}").write_bytes(os.urandom(FILE))
    ours = [GATEHOUSE, "bucket", "object"]
    peer = ["rclone", "copy", "--config", "/dev/null", "--transfers", str(WORKERS), "--checkers", str(WORKERS)]
    peer += ["--s3-provider", "Other", "--s3-env-auth", "--s3-endpoint", f"http://127.0.0.1:{port}"]
    subprocess.run(["rclone", "mkdir", *peer[2:4], *peer[8:], ":s3:theirs"], env=environment, check=True)
    many = f"{FILES} files of {FILE >> 10} KiB"
    plain = seconds([*peer, "tree", ":s3:theirs"], folder, environment)
    taken = seconds([*ours, "upload", "bench", "tree", "-w", str(WORKERS)], folder, environment)
    verdict.at_least(f"upload of {many} ({taken:.1f} s; rclone {plain:.1f} s)", plain / taken, 1, " times rclone")
    plain = seconds([*peer, ":s3:theirs", "theirs"], folder, environment)
    taken = seconds(
        [*ours, "download", "bench", "--prefix", "tree/", "-o", "ours", "-w", str(WORKERS)], folder, environment
    )
    verdict.at_least(f"download of {many} ({taken:.1f} s; rclone {plain:.1f} s)", plain / taken, 1, " times rclone")


def peak_while(server, work):
    """The most the server had in memory while something was done."""
    seen = [resident_bytes(server.pid)]
    over = threading.Event()

    def look():
        while not over.wait(0.05):
            seen.append(resident_bytes(server.pid))

    looking = threading.Thread(target=look)
    looking.start()
    try:
        work()
    finally:
        over.set()
        looking.join()
    return max(seen)


def memory(folder, server, pair):
    """What passes through the server does not stay in it, however much it is."""
    port = server.s3_port

    def pass_through(name, size):
        with open(folder / name, "wb") as file:
            file.truncate(size)
        put(link("PUT", port, f"/bench/{name}", *pair), folder / name)
        subprocess.run(
            ["curl", "-sS", "--fail", "-o", os.devnull, link("GET", port, f"/bench/{name}", *pair)], check=True
        )
        (folder / name).unlink()

    small = peak_while(server, lambda: pass_through("mib", 64 << 20))
    huge = peak_while(server, lambda: pass_through("gib", HUGE))
    verdict.at_most(
        f"memory while 1 GiB passes ({huge >> 20} MiB; {small >> 20} while 64 MiB do)", huge / small, 1.1, " times"
    )


def main():
    with scratch() as folder, Server(folder) as server:
        admin = server.admin()
        user, _ = admin.user("bench", "objectstore_operator")
        mine = f"/v1/gatehouse/project/-/user/{user['username']}"
        key = admin.ask("POST", f"{mine}/s3-key")
        pair = key["access"], key["secret"]
        port = server.s3_port
        statements = [
            {"Effect": "Allow", "Action": "s3:*", "Resource": [f"arn:aws:s3:::other-{each}/*"]}
            for each in range(STATEMENTS - 1)
        ] + [{"Effect": "Allow", "Action": "s3:*", "Resource": "*"}]
        (folder / "plain").mkdir()
        peer_port = free_port()
        peer = subprocess.Popen(
            [os.readlink(f"/proc/{server.pid}/exe"), "-cp", f"{JARS}/*", PROGRAMS / "PlainS3Proxy.java"]
            + [folder / "plain", str(peer_port)],
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
        )
        try:
            peer.stdout.readline()
            for url in (link("PUT", port, "/bench", *pair), f"http://127.0.0.1:{peer_port}/bench"):
                subprocess.run(["curl", "-sS", "--fail", "-X", "PUT", url], check=True)
            for name, size in (("large", LARGE), ("small", SMALL)):
                (folder / name).write_bytes(os.urandom(size))
                put(link("PUT", port, f"/bench/{name}", *pair), folder / name)
                put(f"http://127.0.0.1:{peer_port}/bench/{name}", folder / name)
            admin.ask("PUT", f"{mine}/policy", {"policy": json.dumps({"Statement": statements})})
            print(f"  with a policy of {STATEMENTS} statements")
            for what, method, name, connections, size in (
                ("GET of 64 MiB, 4 at a time", "GET", "large", 4, None),
                ("PUT of 64 MiB, 2 at a time", "PUT", "put-large", 2, LARGE),
                ("GET of 4 KiB, 32 at a time", "GET", "small", 32, None),
                ("PUT of 4 KiB, 32 at a time", "PUT", "put-small", 32, SMALL),
            ):
                ours, plain = [], []
                for _ in range(ROUNDS):
                    ours.append(rate(folder, link(method, port, f"/bench/{name}", *pair), connections, size))
                    plain.append(rate(folder, f"http://127.0.0.1:{peer_port}/bench/{name}", connections, size))
                print(f"  {what}: {max(ours):.1f} requests/s, plain S3Proxy {max(plain):.1f}")
                verdict.at_least(what, max(ours) / max(plain), 0.8, " times plain S3Proxy")
        finally:
            end(peer)
        memory(folder, server, pair)
        copies(folder, port, *pair)


if __name__ == "__main__":
    main()
