"""A site on loopback and commands in processes of their own: what tests of whole commands share."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from typing import Any


@dataclass
class Said:
    code: int
    out: str
    err: str


class Pages(dict[str, tuple[str, str]]):
    """A site's pages: {path: (content type, body)}; `asked` are the paths that were asked for.

    With `etags` each page has one, and an unchanged one is answered with 304.
    """

    def __init__(self) -> None:
        super().__init__()
        self.asked: list[str] = []
        self.etags = False


def run(
    *argv: str, output: Path, cwd: Path | None = None, program: str = "newscrawl", **environment: str
) -> Said:
    """Run a command in a process of its own."""
    clean = {
        name: value for name, value in os.environ.items() if not name.startswith(("NEWSCRAWL_", "SCRAPY_"))
    }
    told = subprocess.run(
        [str(Path(sys.executable).parent / program), *argv],
        cwd=cwd or output,
        env=clean | {"NEWSCRAWL_OUTPUT_DIR": str(output)} | environment,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    return Said(told.returncode, told.stdout, told.stderr)


class _Site(BaseHTTPRequestHandler):
    def __init__(self, pages: Pages, *args: Any) -> None:
        self.pages = pages
        super().__init__(*args)

    def do_GET(self) -> None:
        self.pages.asked.append(self.path)
        kind, body = self.pages.get(self.path, ("", ""))
        etag = f'"{hashlib.md5(body.encode()).hexdigest()}"' if kind and self.pages.etags else None
        if etag and self.headers["If-None-Match"] == etag:
            self.send_response(304)
            self.end_headers()
            return
        self.send_response(200 if kind else 404)
        if etag:
            self.send_header("ETag", etag)
        self.send_header("Content-Type", kind or "text/plain")
        self.send_header("Content-Length", str(len(body.encode())))
        self.end_headers()
        self.wfile.write(body.encode())

    def log_message(self, *_: object) -> None:
        pass


@contextmanager
def serving() -> Iterator[tuple[str, Pages]]:
    """Serve a site on loopback; yield its host and its pages, which can be changed."""
    pages = Pages()
    with HTTPServer(("127.0.0.1", 0), partial(_Site, pages)) as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        yield f"127.0.0.1:{server.server_port}", pages
        server.shutdown()
        thread.join()


def feed(host: str, *paths: str) -> tuple[str, str]:
    items = "".join(f"<item><title>Ferry</title><link>http://{host}{path}</link></item>" for path in paths)
    return "application/rss+xml", f'<rss version="2.0"><channel><title>L</title>{items}</channel></rss>'
