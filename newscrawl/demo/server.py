"""The press's HTTP/1.1 server: one port on loopback, sites told apart by the Host header."""

from __future__ import annotations

import asyncio
import gzip
import http
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from email.utils import parsedate_to_datetime
from typing import TextIO

from newscrawl.demo.site import GZIP, Answer, Site, not_found

MAX_HEAD = 65_536  # bytes of request line and headers


@dataclass(frozen=True, slots=True)
class Asked:
    """A request's head; the names of `headers` are lower-case."""

    method: str
    target: str
    headers: dict[str, str]

    @property
    def conditional(self) -> bool:
        return "if-none-match" in self.headers or "if-modified-since" in self.headers

    @property
    def keep_alive(self) -> bool:
        return self.headers.get("connection", "").lower() != "close"


def read_head(head: bytes) -> Asked | None:
    """Return the request that `head` (without its empty line) asks, None when it is none."""
    first, *lines = head.decode("latin-1").split("\r\n")
    parts = first.split(" ")
    if len(parts) != 3:
        return None
    pairs = (line.partition(":") for line in lines)
    return Asked(parts[0], parts[1], {name.strip().lower(): value.strip() for name, _, value in pairs})


def unchanged(asked: Asked, answer: Answer) -> bool:
    """Tell whether the client holds what `answer` would give it."""
    validators = dict(answer.validators())
    if (known := asked.headers.get("if-none-match")) is not None:
        return validators["ETag"] in known or known == "*"
    since = asked.headers.get("if-modified-since")
    if since is None or "Last-Modified" not in validators:
        return False
    try:
        return parsedate_to_datetime(validators["Last-Modified"]) <= parsedate_to_datetime(since)
    except (ValueError, TypeError):
        return False


def squeezed(answer: Answer) -> Answer:
    """Return `answer` with its body compressed for the transfer; its validators stay."""
    if answer.status != 200 or not answer.body or answer.type == GZIP:
        return answer
    headers = (*answer.headers, ("Content-Encoding", "gzip"), ("Vary", "Accept-Encoding"))
    etag = dict(answer.validators())["ETag"]
    return replace(answer, body=gzip.compress(answer.body, 5, mtime=0), headers=headers, etag=etag)


def to_wire(asked: Asked, answer: Answer) -> tuple[int, bytes]:
    """Return the status that is sent and the bytes of the response."""
    headers = [*answer.headers]
    body, status = answer.body, answer.status
    if status == 200:
        headers += answer.validators()
        if asked.conditional and unchanged(asked, answer):
            body, status = b"", 304
    if status != 304:
        headers += [("Content-Type", answer.type), ("Content-Length", str(len(body)))]
    if not asked.keep_alive:
        headers.append(("Connection", "close"))
    phrase = http.HTTPStatus(status).phrase if status in http.HTTPStatus._value2member_map_ else ""
    head = "".join(f"{name}: {value}\r\n" for name, value in headers)
    wire = f"HTTP/1.1 {status} {phrase}\r\n{head}\r\n".encode("latin-1", "replace")
    return status, wire if asked.method == "HEAD" else wire + body


class Desk:
    """Leads a request to its site and writes the log."""

    def __init__(self, sites: Mapping[str, Site], log: TextIO | None = None) -> None:
        self.sites = sites
        self.log = log

    def answer(self, asked: Asked) -> bytes:
        """Return the response to `asked` as it goes over the wire."""
        host = asked.headers.get("host", "").lower()
        site = self.sites.get(host) or self.sites.get(host.partition(":")[0])
        if asked.method not in ("GET", "HEAD"):
            answer = not_found(405)
        else:
            answer = site.answer(asked.target) if site else not_found()
            if site and site.squeezes and "gzip" in asked.headers.get("accept-encoding", ""):
                answer = squeezed(answer)
        status, wire = to_wire(asked, answer)
        if self.log:
            self._note(asked, host, status)
        return wire

    def _note(self, asked: Asked, host: str, status: int) -> None:
        line = {
            "host": host,
            "method": asked.method,
            "path": asked.target,
            "status": status,
            "conditional": asked.conditional,
            "user_agent": asked.headers.get("user-agent"),
        }
        assert self.log
        self.log.write(json.dumps(line) + "\n")
        self.log.flush()


class Connection(asyncio.Protocol):
    """One client's connection; requests are answered in their order."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._buffer = b""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self._transport = transport

    def data_received(self, data: bytes) -> None:
        self._buffer += data
        while b"\r\n\r\n" in self._buffer and not self._transport.is_closing():
            head, _, self._buffer = self._buffer.partition(b"\r\n\r\n")
            self._serve(read_head(head))
        if len(self._buffer) > MAX_HEAD:
            self._transport.close()

    def _serve(self, asked: Asked | None) -> None:
        if asked is None:
            self._transport.close()
            return
        self._transport.write(self._desk.answer(asked))
        # A request's body would be read as the next request.
        if not asked.keep_alive or asked.method not in ("GET", "HEAD"):
            self._transport.close()


async def serve(
    desk: Desk,
    port: int,
    started: Callable[[int], None],
    stop: asyncio.Event,
    connection: Callable[[Desk], Connection] = Connection,
) -> None:
    """Serve `desk` on 127.0.0.1 until `stop` is set; `started` is told the port."""
    loop = asyncio.get_running_loop()
    server = await loop.create_server(lambda: connection(desk), "127.0.0.1", port, backlog=256)
    started(server.sockets[0].getsockname()[1])
    await stop.wait()
    server.close()
