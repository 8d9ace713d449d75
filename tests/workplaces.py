"""Workers over a press on loopback: outlets that hold their answers, processes that are killed."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from time import monotonic
from typing import Any

import sqlalchemy as sa
from loopback import feed

from newscrawl.store.database import open_database, read
from newscrawl.store.tables import records

SPIDER = """from newscrawl.platforms import NewsSpider


class {title}Spider(NewsSpider):
    name = "{name}"
    publisher = "{title}"
    languages = ("en",)
    home = "http://{host}/"
    feeds = ("http://{host}/{name}/feed",)
"""
PAGE = """<!doctype html><html lang="en"><head><title>{headline}</title>
<meta property="og:type" content="article"><meta property="article:published_time" content="{date}">
</head><body><article><h1>{headline}</h1>{body}</article></body></html>"""
SETTINGS = {
    "AUTOTHROTTLE_ENABLED": "0",
    "RETRY_WAIT": "0",
    "TRANSLATIONS": "0",
    "DOWNLOAD_TIMEOUT": "120",
    "STOP_AFTER": "0.3",
    "COMMIT_SECONDS": "0.05",
    "WORKER_STALLED": "3",
}


def until(true: Callable[[], object], seconds: float = 120.0) -> None:
    """Wait until something holds."""
    end = monotonic() + seconds
    while not true():
        assert monotonic() < end, "it does not come to that"
        threading.Event().wait(0.03)


@dataclass
class Press:
    """Pages by path, outlet first; `held` are those that are answered once `release` is set."""

    folder: Path
    port: int = 0
    pages: dict[str, tuple[str, str]] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)
    held: set[str] = field(default_factory=set)
    release: threading.Event = field(default_factory=threading.Event)

    def outlet(self, name: str, number: int, *articles: tuple[str, str, str]) -> None:
        """Found an outlet at 127.0.0.NUMBER with articles: headline, date, body."""
        host = f"127.0.0.{number}:{self.port}"
        (self.folder / f"{name}.py").write_text(SPIDER.format(name=name, title=name.title(), host=host))
        paths = [f"/{name}/{place}" for place in range(len(articles))]
        self.pages[f"/{name}/feed"] = feed(host, *paths)
        for path, (headline, date, body) in zip(paths, articles, strict=True):
            self.pages[path] = ("text/html", PAGE.format(headline=headline, date=date, body=body))


class _Answer(BaseHTTPRequestHandler):
    press: Press

    def do_GET(self) -> None:
        self.press.asked.append(self.path)
        if self.path in self.press.held:
            self.press.release.wait(120)
        kind, text = self.press.pages.get(self.path, ("", ""))
        body = text.encode()
        self.send_response(200 if kind else 404)
        self.send_header("Content-Type", kind or "text/plain")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        pass


class _Server(ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, *_: object) -> None:
        """A client that has been killed is what is tested here."""


@contextmanager
def printing(folder: Path) -> Iterator[Press]:
    folder.mkdir()
    press = Press(folder)
    with _Server(("0.0.0.0", 0), type("Answer", (_Answer,), {"press": press})) as server:
        press.port = server.server_port
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        yield press
        press.release.set()
        server.shutdown()
        thread.join()


class Workplace:
    """Commands over a press and a database; `engine` is the database itself."""

    def __init__(self, press: Press, url: str, folder: Path) -> None:
        self.engine = open_database(url)
        allowed = ",".join(f"127.0.0.{number}:{press.port}" for number in range(1, 9))
        told = SETTINGS | {
            "OUTPUT_DIR": str(folder),
            "DATABASE_URL": url,
            "PRIVATE_ALLOWED": allowed,
        }
        self._environment = {f"NEWSCRAWL_{name}": value for name, value in told.items()}
        self._spiders = f"SPIDER_MODULES={press.folder}"
        self._processes: list[subprocess.Popen[str]] = []

    def start(self, *words: str) -> subprocess.Popen[str]:
        process = subprocess.Popen(
            [Path(sys.executable).parent / "newscrawl", *words, "-s", self._spiders],
            env=os.environ | self._environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        self._processes.append(process)
        return process

    def run(self, *words: str) -> tuple[int, str, str]:
        process = self.start(*words)
        out, err = process.communicate(timeout=60)
        return process.returncode, out, err

    def close(self) -> None:
        for process in self._processes:
            if process.poll() is None:
                process.send_signal(signal.SIGTERM)
        for process in self._processes:
            process.communicate(timeout=20)
        self.engine.dispose()

    def records(self) -> list[dict[str, Any]]:
        with read(self.engine) as connection:
            query = sa.select(records.c.record).order_by(records.c.indexed_at)
            return [json.loads(record) for record in connection.scalars(query)]
