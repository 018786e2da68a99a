#!/usr/bin/env python3
"""Speaks to a Jupyter server through the gateway, as a browser would: REST to make a kernel, a WebSocket to use it.

    jupyter.py run  URL CODE   makes a kernel, runs CODE, prints what it printed
    jupyter.py hold URL        opens a kernel's WebSocket, prints "open", waits, prints "closed" when it ends

Name and password of the user are read from the variables DEMO_USER and DEMO_PASSWORD.
Only the standard library is used.
"""

import base64
import json
import os
import socket
import ssl
import struct
import sys
import time
import urllib.parse
import uuid

PATIENCE = 30


def authorization():
    pair = os.environ["DEMO_USER"] + ":" + os.environ["DEMO_PASSWORD"]
    return "Basic " + base64.b64encode(pair.encode()).decode()


class Line:
    """One connection to the gateway; every name under localhost is this machine."""

    def __init__(self, url):
        parts = urllib.parse.urlsplit(url)
        self.host = parts.netloc
        self.prefix = parts.path.rstrip("/")
        secure = parts.scheme == "https"
        name = "127.0.0.1" if parts.hostname.endswith("localhost") else parts.hostname
        self.socket = socket.create_connection((name, parts.port or (443 if secure else 80)), PATIENCE)
        if secure:
            self.socket = ssl.create_default_context().wrap_socket(self.socket, server_hostname=parts.hostname)
        self.file = self.socket.makefile("rb")

    def request(self, method, path, headers, body=b""):
        lines = [f"{method} {self.prefix}{path} HTTP/1.1", f"Host: {self.host}", "Authorization: " + authorization()]
        lines += [f"{name}: {value}" for name, value in headers.items()]
        if body:
            lines.append(f"Content-Length: {len(body)}")
        self.socket.sendall("\r\n".join(lines).encode() + b"\r\n\r\n" + body)
        status = self.file.readline().decode().split(" ", 2)
        if len(status) < 2:
            raise SystemExit("the gateway closed the connection without an answer")
        answered = {}
        while (line := self.file.readline().decode().strip()):
            name, _, value = line.partition(":")
            answered[name.lower()] = value.strip()
        return int(status[1]), answered


def call(url, method, path, value=None):
    """One REST call on a connection of its own; the decoded answer."""
    line = Line(url)
    body = json.dumps(value).encode() if value is not None else b""
    headers = {"Connection": "close", "Accept": "application/json"}
    if body:
        headers["Content-Type"] = "application/json"
    elif method == "POST":
        headers["Content-Length"] = "0"
    status, answered = line.request(method, path, headers, body)
    if answered.get("transfer-encoding", "").lower() == "chunked":
        content = b""
        while (size := int(line.file.readline().split(b";")[0], 16)) > 0:
            content += line.file.read(size)
            line.file.readline()
    elif "content-length" in answered:
        content = line.file.read(int(answered["content-length"]))
    else:
        content = line.file.read()
    if status >= 300:
        raise SystemExit(f"{method} {path} was answered with {status}: {content.decode(errors='replace')[:300]}")
    return json.loads(content) if content else None


class WebSocket:
    """A client for text frames."""

    def __init__(self, url, path):
        self.line = Line(url)
        status, _ = self.line.request(
            "GET",
            path,
            {
                "Connection": "Upgrade",
                "Upgrade": "websocket",
                "Sec-WebSocket-Version": "13",
                "Sec-WebSocket-Key": base64.b64encode(os.urandom(16)).decode(),
            },
        )
        if status != 101:
            raise SystemExit(f"the WebSocket was answered with {status}")

    def send(self, text, opcode=1):
        data = text if isinstance(text, bytes) else text.encode()
        mask = os.urandom(4)
        if len(data) < 126:
            head = struct.pack("!BB", 0x80 | opcode, 0x80 | len(data))
        elif len(data) < 65536:
            head = struct.pack("!BBH", 0x80 | opcode, 0x80 | 126, len(data))
        else:
            head = struct.pack("!BBQ", 0x80 | opcode, 0x80 | 127, len(data))
        self.line.socket.sendall(head + mask + bytes(b ^ mask[i % 4] for i, b in enumerate(data)))

    def receive(self):
        """The next whole message, or None at the end."""
        message = b""
        while True:
            head = self.line.file.read(2)
            if len(head) < 2:
                return None
            opcode, size = head[0] & 0x0F, head[1] & 0x7F
            if size == 126:
                size = struct.unpack("!H", self.line.file.read(2))[0]
            elif size == 127:
                size = struct.unpack("!Q", self.line.file.read(8))[0]
            data = self.line.file.read(size)
            if opcode == 8:
                return None
            if opcode == 9:
                self.send(data, opcode=10)
            elif opcode in (0, 1, 2):
                message += data
                if head[0] & 0x80:
                    return message


def kernel(url):
    """A kernel that answers; a notebook that has just started may need a moment for its first."""
    made = call(url, "POST", "/api/kernels", {})
    return made["id"]


def run(url, code):
    session = uuid.uuid4().hex
    channel = WebSocket(url, f"/api/kernels/{kernel(url)}/channels?session_id={session}")
    message = uuid.uuid4().hex
    channel.send(
        json.dumps(
            {
                "channel": "shell",
                "header": {
                    "msg_id": message,
                    "session": session,
                    "username": "demo",
                    "date": time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime()),
                    "msg_type": "execute_request",
                    "version": "5.3",
                },
                "parent_header": {},
                "metadata": {},
                "content": {
                    "code": code,
                    "silent": False,
                    "store_history": True,
                    "user_expressions": {},
                    "allow_stdin": False,
                    "stop_on_error": True,
                },
                "buffers": [],
            }
        )
    )
    while (text := channel.receive()) is not None:
        said = json.loads(text)
        if said.get("parent_header", {}).get("msg_id") != message:
            continue
        kind, content = said["header"]["msg_type"], said["content"]
        if kind == "stream":
            sys.stdout.write(content["text"])
        elif kind == "error":
            raise SystemExit("\n".join(content["traceback"]))
        elif kind == "status" and content["execution_state"] == "idle":
            return
    raise SystemExit("the WebSocket closed before the cell was done")


def hold(url):
    session = uuid.uuid4().hex
    channel = WebSocket(url, f"/api/kernels/{kernel(url)}/channels?session_id={session}")
    channel.line.socket.settimeout(None)
    print("open", flush=True)
    try:
        while channel.receive() is not None:
            pass
    except OSError:
        pass
    print("closed", flush=True)


if __name__ == "__main__":
    verb, arguments = sys.argv[1], sys.argv[2:]
    {"run": run, "hold": hold}[verb](*arguments)
