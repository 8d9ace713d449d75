"""The local press: `python -m newscrawl.demo.press` serves it, `Press` starts it as a child process."""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Iterable, Sequence
from contextlib import ExitStack
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType

from newscrawl.demo.bench import bench_hosts, bench_site
from newscrawl.demo.server import Desk, serve
from newscrawl.demo.site import Site
from newscrawl.demo.sites import SITES
from newscrawl.demo.stories import Edition
from newscrawl.demo.truth import Expected
from newscrawl.demo.warc import warc_sites

EDITIONS = (1, 2)


def expected(
    edition: int = 1, now: datetime | None = None, changed: datetime | None = None
) -> list[Expected]:
    """Return what a crawl of `edition` must come to; `now` is the press's, today when None."""
    shown = Edition(edition, now or datetime.now(UTC), changed)
    return [truth for module in SITES for truth in module.expected(shown)]


def build(
    edition: int,
    now: datetime,
    warcs: Iterable[Path] = (),
    pages: int = 0,
    changed: datetime | None = None,
    hosts: int = 0,
) -> dict[str, Site]:
    """Return the press's sites by host; without its own sites when WARC files or bench pages are asked for.

    `pages` is the number of articles at bench.example, or at each of as many `hosts`.  Raises OSError for a
    WARC file that cannot be read, ValueError for one that is none.
    """
    warcs = list(warcs)
    sites = warc_sites(warcs)
    if pages:
        sites += bench_hosts(hosts, pages, now) if hosts else [bench_site(pages, now)]
    if not sites and not warcs:
        sites = [site for module in SITES for site in module.build(Edition(edition, now, changed))]
    return {site.host: site for site in sites}


class Press:
    """The press in a child process, as a context manager; it ends with its parent, however that ends.

    `port` is the port on 127.0.0.1, `hosts` the names it answers to.  Raises
    RuntimeError when it does not start; its reason is on standard error.
    """

    def __init__(
        self,
        edition: int = 1,
        warcs: Sequence[str | os.PathLike[str]] = (),
        pages: int = 0,
        log: str | os.PathLike[str] | None = None,
        now: datetime | None = None,
        changed: datetime | None = None,
        hosts: int = 0,
    ) -> None:
        command = [sys.executable, "-m", "newscrawl.demo.press", f"--edition={edition}", f"--pages={pages}"]
        command += [f"--hosts={hosts}"]
        command += [f"--warc={os.fspath(warc)}" for warc in warcs]
        command += [f"--log={os.fspath(log)}"] if log is not None else []
        command += [f"--now={now.isoformat()}"] if now is not None else []
        command += [f"--changed={changed.isoformat()}"] if changed is not None else []
        self._process = subprocess.Popen(
            command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            start_new_session=True,  # Ctrl-C is the crawl's to handle; the press outlives it until stop()
        )
        self.port, self.hosts = self._wait()

    def _wait(self) -> tuple[int, list[str]]:
        assert self._process.stdout
        line = self._process.stdout.readline()
        if not line:
            self.stop()
            raise RuntimeError("the local press did not start")
        told = json.loads(line)
        return told["port"], told["hosts"]

    def stop(self) -> None:
        """End the press; does nothing the second time."""
        assert self._process.stdin and self._process.stdout
        self._process.stdin.close()
        try:
            self._process.wait(5)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        self._process.stdout.close()

    def __enter__(self) -> Press:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()


async def _run(desk: Desk, port: int) -> None:
    stop, loop = asyncio.Event(), asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, stop.set)
    threading.Thread(target=_watch_input, args=(loop, stop), daemon=True).start()

    def started(bound: int) -> None:
        print(json.dumps({"port": bound, "hosts": sorted(desk.sites)}), flush=True)

    await serve(desk, port, started, stop)


def _watch_input(loop: asyncio.AbstractEventLoop, stop: asyncio.Event) -> None:
    """Set `stop` at the end of standard input, which the kernel closes when the parent is killed."""
    while os.read(0, 4096):
        pass
    loop.call_soon_threadsafe(stop.set)


def _arguments(argv: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m newscrawl.demo.press", description=__doc__)
    parser.add_argument("--edition", type=int, choices=EDITIONS, default=1)
    parser.add_argument("--warc", type=Path, action="append", default=[], metavar="FILE")
    parser.add_argument("--pages", type=int, default=0, metavar="N")
    parser.add_argument("--hosts", type=int, default=0, metavar="N")
    parser.add_argument("--port", type=int, default=0)
    parser.add_argument("--log", type=Path, metavar="FILE")
    parser.add_argument("--now", type=_moment, default=datetime.now(UTC), metavar="ISO")
    parser.add_argument("--changed", type=_moment, metavar="ISO")
    return parser.parse_args(argv)


def _moment(text: str) -> datetime:
    moment = datetime.fromisoformat(text)
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def main(argv: Sequence[str] | None = None) -> int:
    """Serve until standard input closes or SIGTERM; print one line of JSON with port and hosts first."""
    asked = _arguments(argv)
    try:
        sites = build(asked.edition, asked.now, asked.warc, asked.pages, asked.changed, asked.hosts)
    except (OSError, ValueError) as error:
        print(f"press: {error}", file=sys.stderr)
        return 1
    with ExitStack() as stack:
        log = stack.enter_context(asked.log.open("a", encoding="utf-8")) if asked.log else None
        asyncio.run(_run(Desk(sites, log), asked.port))
    return 0


if __name__ == "__main__":
    sys.exit(main())
