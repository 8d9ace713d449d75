"""faults.example: a server of everything that can go wrong with an answer, a case a row.

Each case has a host of its own, so that what befalls one host befalls no other
case, and is written with raw bytes: what goes over the wire is what the row says.
"""

from __future__ import annotations

import gzip
import re
import socketserver
import threading
import time
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from typing import Any

import brotli

SITE = "faults.example"
MB = 1024 * 1024
Send = Callable[[bytes], None]


@dataclass(frozen=True)
class Case:
    """What is answered, and what must come of it: the states that are right, and words of the reason."""

    name: str
    answer: Callable[[Send, bytes], None]
    states: tuple[str, ...]
    reason: str = ""

    @property
    def url(self) -> str:
        return f"https://{self.name}.{SITE}/news/2026/{self.name}-and-the-ferry"


def page(headline: str, *, head: str = "", end: str = "</body></html>") -> bytes:
    """Return a whole article page, its text its own."""
    told = (
        f"The ferry of {headline} waited for the {n}th day, and the pilot said nothing of the fog to anyone."
        for n in range(9)
    )
    body = "".join(f"<p>{line}</p>" for line in told)
    return (
        f'<!doctype html><html lang="en"><head><title>{headline}</title>{head}<meta property="og:type"'
        ' content="article"><meta property="article:published_time" content="2026-05-23T09:00:00Z"></head>'
        f"<body><article><h1>{headline}</h1>{body}</article>{end}"
    ).encode()


def http(
    body: bytes, *headers: str, status: str = "200 OK", kind: str = "text/html", length: bool = True
) -> bytes:
    """Return an answer's bytes; without a length the end of the connection ends it."""
    lines = [f"HTTP/1.1 {status}", f"Content-Type: {kind}", "Connection: close", *headers]
    if length:
        lines.append(f"Content-Length: {len(body)}")
    return "\r\n".join(lines).encode("latin-1") + b"\r\n\r\n" + body


Answer = Callable[[Send, bytes], None]


def said(answer: bytes) -> Answer:
    return lambda send, _: send(answer)


def told(make: Callable[[bytes], bytes]) -> Answer:
    """Answer with what is made of the case's own page."""
    return lambda send, page: send(make(page))


def forever(first: bytes, again: bytes, pause: float = 0) -> Answer:
    """Send something again and again, until the other side has enough."""

    def answer(send: Send, _: bytes) -> None:
        send(first)
        while True:
            send(again)
            time.sleep(pause)

    return answer


def encoded(coding: str, body: bytes) -> bytes:
    return http(body, f"Content-Encoding: {coding}")


def redirect(to: str, status: str = "302 Found") -> Answer:
    return said(http(b"", f"Location: {to}", status=status))


def first_then(first: bytes, answer: Answer) -> Answer:
    """Answer the first request in one way, later ones in another."""
    asked: list[bytes] = []

    def answers(send: Send, page: bytes) -> None:
        asked.append(first)
        if len(asked) == 1:
            send(first)
        else:
            answer(send, page)

    return answers


def zstd(data: bytes) -> bytes:
    try:
        from compression import zstd as library
    except ImportError:
        from backports import zstd as library
    compressed: bytes = library.compress(data)
    return compressed


def bad_sum(page: bytes) -> bytes:
    packed = gzip.compress(page)
    return packed[:-8] + bytes(4) + packed[-4:]


_ZEROS = bytes(16 * MB)
_NEST = b"<html><body>" + b"<div>" * 100_000 + b"<p>text</p>" + b"</div>" * 100_000

TOO_LARGE, FAILED, NO_ARTICLE, ARTICLE = ("too_large",), ("failed",), ("not_article",), ("article",)

CASES = [
    # bombs
    Case("gzip-bomb", said(encoded("gzip", gzip.compress(_ZEROS) * 64)), TOO_LARGE),
    Case("deflate-bomb", said(encoded("deflate", zlib.compress(_ZEROS * 2))), TOO_LARGE),
    Case("brotli-bomb", said(encoded("br", brotli.compress(_ZEROS * 2, quality=1))), TOO_LARGE),
    Case("zstd-bomb", said(encoded("zstd", zstd(_ZEROS) * 64)), TOO_LARGE),
    Case("bomb-in-a-bomb", said(encoded("gzip, gzip", gzip.compress(gzip.compress(_ZEROS * 4)))), TOO_LARGE),
    # without end
    Case("endless-body", forever(http(b"", length=False), bytes(64 * 1024)), TOO_LARGE),
    Case("endless-headers", forever(b"HTTP/1.1 200 OK\r\n", b"X-Ferry: fog\r\n" * 500), (*TOO_LARGE, *FAILED)),
    Case("endless-header-line", forever(b"HTTP/1.1 200 OK\r\nX-Ferry: ", b"fog" * 9000), (*TOO_LARGE, *FAILED)),
    Case("cookies", told(lambda page: http(page, *(f"Set-Cookie: c{n}={'x' * 80}" for n in range(20_000)))), (*TOO_LARGE, *FAILED)),
    Case("announced-giant", said(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 99999999999\r\n\r\n<p>"), TOO_LARGE),
    # slow
    Case("byte-by-byte", forever(http(b"", length=False), b"x", 0.2), FAILED, "no whole answer in time"),
    Case("endless-continue", forever(b"", b"HTTP/1.1 100 Continue\r\n\r\n", 0.01), FAILED),
    Case("never-answers", forever(b"", b"", 0.2), FAILED, "no whole answer in time"),
    # redirects
    Case("redirect-to-itself", redirect(f"https://redirect-to-itself.{SITE}/news/2026/redirect-to-itself-and-the-ferry"), FAILED),
    Case("redirect-inside-after-503", first_then(http(b"", status="503 Service Unavailable"), redirect("http://169.254.169.254/")), FAILED, "refused address"),
    Case("file-after-503", first_then(http(b"", status="503 Service Unavailable"), redirect("file:///etc/passwd")), FAILED, "refused address"),
    Case("redirect-off-site", redirect("https://elsewhere.example/news"), FAILED, "off the outlet's site"),
    Case("redirect-to-seen", redirect(f"https://whole.{SITE}/news/2026/whole-and-the-ferry"), (*ARTICLE, "duplicate")),
    Case("redirect-to-nothing", redirect(""), FAILED),
    Case("redirect-to-noise", redirect("http://[::1"), FAILED),
    Case("redirect-not-utf8", said(http(b"", "Location: /news/2026/\xff\xfe\x80-ferry", status="302 Found")), FAILED),
    *(
        Case(f"redirect-to-{name}", redirect(to), FAILED, "refused address")
        for name, to in {
            "file": "file:///etc/passwd",
            "data": "data:text/html,<p>",
            "ftp": "ftp://ftp.example/",
            "loopback": "http://127.0.0.1:9/",
            "metadata": "http://169.254.169.254/latest/meta-data/",
            "ipv6": "http://[::1]:9/",
            "mapped": "http://[::ffff:10.0.0.1]/",
            "ten": "http://10.1.2.3/",
            "number": "http://2130706433/",
            "octal": "http://0177.0.0.1/",
            "localhost": "http://localhost:9/",
        }.items()
    ),
    Case("redirect-to-a-long-host", redirect(f"https://{'a' * 15_000}.example/"), FAILED),
    Case("redirect-to-a-long-path", redirect(f"/news/2026/{'a' * 15_000}"), FAILED),
    Case("redirect-not-latin", said(http(b"", "Location: /news/2026/\xc3\xa4\xff\x80", status="302 Found")), FAILED),
    Case("redirect-with-nul", said(http(b"", "Location: /news/\0/2026/\x1b[31m", status="302 Found")), FAILED),
    # odd words
    Case("status-999", told(lambda page: http(page, status="999 Request denied")), FAILED),
    Case("status-000", told(lambda page: http(page, status="000 Nothing")), FAILED),
    Case("status-399", told(lambda page: http(page, status="399 Somewhere")), FAILED),
    Case("status-204", said(http(b"", status="204 No Content")), NO_ARTICLE, "empty"),
    Case("retry-after-an-age", said(http(b"", f"Retry-After: {10**30}", status="503 Later")), ("queued",), "503"),
    Case("retry-after-the-last-day", said(http(b"", "Retry-After: Fri, 31 Dec 9999 23:59:59 GMT", status="429 Later")), ("queued",), "429"),
    Case("retry-after-noise", first_then(http(b"", "Retry-After: -\xff1", status="503 Later"), told(http)), ARTICLE),
    Case("long-type", told(lambda page: http(page, kind=f"text/{'html' * 3_000}")), (*NO_ARTICLE, *ARTICLE)),
    Case("long-validator", told(lambda page: http(page, f'ETag: "{"e" * 15_000}"')), ARTICLE),
    Case("refresh", told(lambda page: http(page, "Refresh: 0; url=http://127.0.0.1/")), ARTICLE),
    Case("refresh-in-page", told(lambda page: http(page.replace(b"<head>", b"<head><meta http-equiv=refresh content='0; url=file:///etc/passwd'>"))), ARTICLE),
    # cut short
    Case("whole", told(lambda page: http(page)), ARTICLE),
    Case("ended-by-closing", told(lambda page: http(page, length=False)), ARTICLE),
    Case("cut-by-closing", told(lambda page: http(page[:-400], length=False)), FAILED, "cut short"),
    Case("cut-before-its-length", told(lambda page: http(page)[:-400]), FAILED, "cut short"),
    Case("cut-chunks", told(lambda page: http(b"400\r\n" + page[:1024] + b"\r\n", "Transfer-Encoding: chunked", length=False)), FAILED),
    Case("cut-gzip", told(lambda page: encoded("gzip", gzip.compress(page)[:-60])), FAILED, "cut short"),
    Case("cut-deflate", told(lambda page: encoded("deflate", zlib.compress(page)[:-40])), FAILED, "cut short"),
    Case("cut-brotli", told(lambda page: encoded("br", brotli.compress(page)[:-40])), FAILED, "cut short"),
    Case("cut-zstd", told(lambda page: encoded("zstd", zstd(page)[:-40])), FAILED, "cut short"),
    Case("bad-checksum", told(lambda page: encoded("gzip", bad_sum(page))), FAILED),
    Case("gzip-that-is-none", told(lambda page: encoded("gzip", page)), (*FAILED, *ARTICLE)),
    Case("whole-gzip", told(lambda page: encoded("gzip", gzip.compress(page))), ARTICLE),
    Case("whole-deflate", told(lambda page: encoded("deflate", zlib.compress(page))), ARTICLE),
    Case("raw-deflate", told(lambda page: encoded("deflate", zlib.compress(page, wbits=-15))), ARTICLE),
    Case("whole-brotli", told(lambda page: encoded("br", brotli.compress(page))), ARTICLE),
    Case("whole-zstd", told(lambda page: encoded("zstd", zstd(page))), ARTICLE),
    # lies about the type
    Case("pdf", said(http(b"%PDF-1.7\n" + bytes(range(256)) * 40)), NO_ARTICLE, "binary"),
    Case("picture", said(http(b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 40)), NO_ARTICLE, "binary"),
    Case("gzip-as-html", said(http(gzip.compress(bytes(range(256)) * 400))), NO_ARTICLE),
    Case("noise", said(http(bytes((n * 7919) % 251 for n in range(20_000)))), NO_ARTICLE),
    Case("picture-as-such", said(http(b"\x89PNG", kind="image/png")), NO_ARTICLE, "content type"),
    Case("html-as-json", told(lambda page: http(page, kind="application/json")), (*NO_ARTICLE, *ARTICLE)),
    Case("empty", said(http(b"")), NO_ARTICLE, "empty"),
    # lies about the letters
    Case("nul", told(lambda page: http(page.replace(b"fog", b"f\0og"))), ARTICLE),
    Case("no-such-charset", told(lambda page: http(page, kind="text/html; charset=klingon")), ARTICLE),
    Case("utf-16-that-is-none", told(lambda page: http(page, kind="text/html; charset=utf-16")), ARTICLE),
    Case("invalid-utf-8", told(lambda page: http(page.replace(b"fog", b"f\xff\xfeg"), kind="text/html; charset=utf-8")), ARTICLE),
    Case("latin-as-utf-8", told(lambda page: http(page.replace(b"fog", b"f\xf6g"), kind="text/html; charset=utf-8")), ARTICLE),
    Case("utf-8-as-latin", told(lambda page: http(page.replace(b"fog", "fög".encode()), kind="text/html; charset=iso-8859-1")), ARTICLE),
    Case("half-letters", told(lambda page: http(page.replace(b"fog", b"f&#xD800;og&#0;"))), ARTICLE),
    Case("header-not-utf-8", told(lambda page: http(page, "X-Ferry: \xff\xfe")), ARTICLE),
    # markup
    Case("nested", said(http(_NEST)), ("unparsed",), "nested"),
    Case("nested-json", told(lambda page: http(page.replace(b"<body>", b'<script type="application/ld+json">' + b"[" * 100_000 + b"</script><body>"))), ARTICLE),
    # no HTTP
    Case("header-garbage", said(b"\x00\x01\x02 what is this\r\n\r\n"), FAILED),
    Case("http-0.9", told(lambda page: page), FAILED),
    Case("two-lengths", told(lambda page: b"HTTP/1.1 200 OK\r\nContent-Length: 5\r\nContent-Length: 50\r\n\r\n" + page), FAILED),
    Case("length-no-number", told(lambda page: b"HTTP/1.1 200 OK\r\nContent-Length: many\r\n\r\n" + page), FAILED),
    Case("bad-chunks", told(lambda page: http(b"zz\r\n" + page, "Transfer-Encoding: chunked", length=False)), FAILED),
    Case("status-no-number", told(lambda page: b"HTTP/1.1 fine\r\n\r\n" + page), FAILED),
    Case("nothing", said(b""), FAILED),
]  # fmt: skip


def feed() -> bytes:
    """Return the feed of all cases: strange ones between good ones."""
    items = "".join(
        f"<item><title>{case.name}</title><link>{url}</link></item>"
        for case in CASES
        for url in (case.url, good_url(case))
    )
    return f'<?xml version="1.0"?><rss version="2.0"><channel><title>Faults</title>{items}</channel></rss>'.encode()


def good_url(case: Case) -> str:
    """Return the address of the good page that is announced next to a case."""
    return f"https://good.{SITE}/news/2026/{case.name}-is-over"


def answer_of(name: str, path: str) -> Answer | None:
    """Return how the outlet of all cases answers at a host's path."""
    if path == "/feed":
        return said(http(feed(), kind="application/rss+xml"))
    if name == "good":
        return said(http(page(path.rpartition("/")[2])))
    return next((case.answer for case in CASES if case.name == name and path != "/robots.txt"), None)


class Server(socketserver.ThreadingTCPServer):
    """Answers by (host without the site, path); keeps what was asked of it."""

    daemon_threads = True
    request_queue_size = 128

    def __init__(self, answer_of: Callable[[str, str], Answer | None]) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.answer_of = answer_of
        self.asked: list[tuple[str, str]] = []

    @property
    def port(self) -> int:
        port: int = self.server_address[1]
        return port

    def handle_error(self, *_: Any) -> None:
        """A client that hangs up is what most of these cases are for."""


class _Handler(socketserver.BaseRequestHandler):
    server: Server

    def handle(self) -> None:
        self.request.settimeout(5)
        with suppress(OSError):
            if head := self._head():  # a client may hang up before it asks
                self._answer(head.decode("latin-1").split("\r\n"))

    def _head(self) -> bytes:
        head = b""
        while b"\r\n\r\n" not in head and (more := self.request.recv(65_536)):
            head += more
        return head

    def _answer(self, head: list[str]) -> None:
        path = head[0].split(" ")[1] if head[0].count(" ") == 2 else "/"
        path = re.sub(r"^http://[^/]+", "", path)  # a proxy is told the whole address
        host = next((line[6:] for line in head if line.lower().startswith("host: ")), "")
        self.server.asked.append((host, path))
        name = host.removesuffix(f".{SITE}")
        answer = self.server.answer_of(name, path) or said(http(b"", status="404 Not Found"))
        answer(self.request.sendall, page(name))


@contextmanager
def faulty_server(answer_of: Callable[[str, str], Answer | None]) -> Iterator[Server]:
    """Serve on loopback."""
    with Server(answer_of) as server:
        threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True).start()
        yield server
        server.shutdown()
