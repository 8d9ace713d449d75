"""Whether one process holds out: pages without end, one in twenty with a fault, of one outlet.

    python benchmarks/soak.py [--pages 100000] [--growth 10] [--slower 15] [-s NAME=VALUE …]

Prints, for each tenth of the pages, the crawl's memory (VmRSS, median), its
open file handles (most), CPU milliseconds and wall seconds, then what became of
the addresses.  Ends with 1 unless the last tenth against the second has at most
--growth percent more memory, no more handles, at most --slower percent more CPU
a page, and every address has its state.  The machine may be busy with other
things: wall time is told, not judged.  Under 10,000 pages caches are still filling.
"""

from __future__ import annotations

import argparse
import asyncio
import multiprocessing
import os
import re
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import groupby
from multiprocessing.connection import Connection as Pipe
from pathlib import Path
from statistics import median
from typing import Any

sys.path.insert(0, str(Path(__file__).parents[1]))

from newscrawl.demo.bench import HOST, bench_site
from newscrawl.demo.server import Asked, Connection, Desk, serve, to_wire
from newscrawl.demo.site import Answer, Site, not_found, unavailable
from tests.faults import CASES

HANDLER = "newscrawl.demo.transport.LoopbackDownloadHandler"
Counted = Any  # an int that two processes share
TENTHS = 10
EVERY = 20  # one page in so many has a fault
HANDLES_MORE = 4  # a connection or two opened again while the look lasts
SINCE = timedelta(days=30)

# Of the tests' faults those that neither last nor need a host of their own.
FAULTS = (
    *("gzip-bomb", "zstd-bomb", "announced-giant", "redirect-off-site", "redirect-to-metadata"),
    *("cut-by-closing", "cut-before-its-length", "cut-chunks", "cut-gzip", "cut-brotli", "bad-checksum"),
    *("pdf", "picture-as-such", "noise", "empty", "nested", "nested-json", "no-such-charset"),
    *("header-garbage", "two-lengths", "bad-chunks", "nothing"),
)
PLAIN = (not_found(), not_found(410), unavailable(503))


class FaultyDesk(Desk):
    """The bench site's desk; counts the pages asked for, and tells which are to go wrong, and how."""

    def __init__(self, site: Site, counted: Counted) -> None:
        super().__init__({HOST: site})
        self._counted = counted
        self._failed: set[int] = set()
        self._cases = {case.name: case for case in CASES}

    def fault(self, target: str) -> str | Answer | None:
        """Return a fault's name or answer, None for a page that goes well; what fails, fails once."""
        match = re.match(r"/news/(\d+)-", target)
        if not match:
            return None
        number = int(match[1])
        if number in self._failed:
            return None
        self._counted.value += 1
        turn, rest = divmod(number, EVERY)
        if rest != EVERY // 2:
            return None
        fault = (*FAULTS, *PLAIN)[turn % (len(FAULTS) + len(PLAIN))]
        if fault is PLAIN[-1] or (isinstance(fault, str) and self._cases[fault].states == ("failed",)):
            self._failed.add(number)
        return fault

    def wire(self, name: str, page: bytes) -> bytes:
        """Return the bytes of a fault of that name."""
        sent = bytearray()
        self._cases[name].answer(sent.extend, page)
        return bytes(sent)


class FaultyConnection(Connection):
    """Sends what goes wrong as it is and hangs up."""

    def _serve(self, asked: Asked | None) -> None:
        assert isinstance(self._desk, FaultyDesk)
        fault = self._desk.fault(asked.target) if asked else None
        if asked is None or fault is None:
            super()._serve(asked)
        elif isinstance(fault, Answer):
            self._transport.write(to_wire(asked, fault)[1])
        else:
            page = self._desk.sites[HOST].answer(asked.target).body
            self._transport.write(self._desk.wire(fault, page))
            self._transport.close()


def serve_faults(pages: int, counted: Counted, told: Pipe) -> None:
    """Be the server: tell the port, serve until the other end of the pipe closes."""
    desk = FaultyDesk(bench_site(pages, datetime.now(UTC)), counted)

    async def serving() -> None:
        stop = asyncio.Event()
        asyncio.get_running_loop().add_reader(told.fileno(), stop.set)
        await serve(desk, 0, told.send, stop, FaultyConnection)

    asyncio.run(serving())


@contextmanager
def faulty_press(pages: int) -> Iterator[tuple[int, Counted]]:
    """Yield the port of a press that fails at one page in twenty, and how many pages it was asked for."""
    fork = multiprocessing.get_context("fork")
    counted = fork.Value("i", 0, lock=False)
    ours, theirs = fork.Pipe()
    server = fork.Process(target=serve_faults, args=(pages, counted, theirs), daemon=True)
    server.start()
    yield ours.recv(), counted
    server.terminate()
    server.join()


@dataclass(frozen=True)
class Sample:
    """The crawl at one moment: pages done, MB, handles, seconds of CPU and of the clock since it began."""

    pages: int
    memory: float
    handles: int
    cpu: float
    wall: float


def sample(pid: int, pages: int, began: float) -> Sample | None:
    """Look at a process; None when it is over."""
    proc = Path(f"/proc/{pid}")
    try:
        status = (proc / "status").read_text()
        times = (proc / "stat").read_text().rpartition(")")[2].split()
        handles = sum(1 for _ in (proc / "fd").iterdir())
    except OSError:
        return None
    resident = re.search(r"VmRSS:\s+(\d+) kB", status)
    if not resident:
        return None  # it has ended and is waited for
    cpu = (int(times[11]) + int(times[12])) / os.sysconf("SC_CLK_TCK")
    return Sample(pages, int(resident[1]) / 1024, handles, cpu, time.monotonic() - began)


def crawl(folder: Path, pages: int, sets: list[str]) -> list[Tenth]:
    """Crawl all pages in one process; print and return its tenths.  Raises RuntimeError when it fails."""
    with faulty_press(pages) as (port, counted):
        command = [sys.executable, "-c", "from newscrawl.cli import main; main()", "crawl", "any"]
        command += ["-a", f"url=https://{HOST}/", "-a", f"since={(datetime.now(UTC) - SINCE):%Y-%m-%d}"]
        for setting in (
            f"DEMO_PORT={port}",
            f"PRIVATE_ALLOWED=127.0.0.1:{port}",
            f'DOWNLOAD_HANDLERS={{"http": "{HANDLER}", "https": "{HANDLER}"}}',
            "AUTOTHROTTLE_ENABLED=0",
            "CONCURRENT_REQUESTS_PER_DOMAIN=8",
            "LOG_LEVEL=ERROR",
            *sets,
        ):
            command += ["-s", setting]
        environment = os.environ | {"NEWSCRAWL_OUTPUT_DIR": str(folder)}
        process = subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL)
        seen = list(told(watched(process, counted), pages))
    if process.returncode:
        raise RuntimeError(f"the crawl ended with {process.returncode}")
    return seen


def watched(process: subprocess.Popen[bytes], counted: Counted) -> Iterator[Sample]:
    """Yield what is seen of a process until it ends."""
    began = time.monotonic()
    while process.poll() is None:
        if seen := sample(process.pid, counted.value, began):
            yield seen
        time.sleep(0.2)


@dataclass(frozen=True)
class Tenth:
    """One tenth of the pages: MB (median), handles (most), CPU milliseconds and wall a page."""

    memory: float
    handles: int
    cpu: float
    wall: float


def told(samples: Iterator[Sample], pages: int) -> Iterator[Tenth]:
    """Print and yield the tenths of the pages as they pass; one that was seen once or never is left out."""
    print("tenth    MB  handles  CPU ms a page  wall ms a page", flush=True)
    for number, part in groupby(samples, lambda one: min(one.pages * TENTHS // pages, TENTHS)):
        seen = list(part)
        if number < TENTHS and seen[0].pages < seen[-1].pages:
            tenth = _tenth(seen)
            print(
                f"{number + 1:5}{tenth.memory:6.0f}{tenth.handles:9}{tenth.cpu:15.2f}{tenth.wall:16.2f}",
                flush=True,
            )
            yield tenth


def _tenth(part: list[Sample]) -> Tenth:
    pages = part[-1].pages - part[0].pages
    return Tenth(
        median(one.memory for one in part),
        max(one.handles for one in part),
        (part[-1].cpu - part[0].cpu) / pages * 1000,
        (part[-1].wall - part[0].wall) / pages * 1000,
    )


def verdict(
    seen: list[Tenth], states: Counter[str], pages: int, growth: float = 10, slower: float = 15
) -> list[str]:
    """Return what is wrong, nothing when all holds; `growth` of memory and `slower` are percents."""
    if len(seen) < TENTHS:
        return [f"only {len(seen)} tenths were seen: too few pages"]
    second, last = seen[1], seen[-1]
    wrong = {
        f"memory {last.memory / second.memory - 1:+.0%}": last.memory > second.memory * (1 + growth / 100),
        f"{last.handles} handles after {second.handles}": last.handles > second.handles + HANDLES_MORE,
        f"CPU a page {last.cpu / second.cpu - 1:+.0%}": last.cpu > second.cpu * (1 + slower / 100),
        f"{states.total()} addresses in the ledger, not {pages}": states.total() != pages,
        f"{states['queued']} addresses still queued": states["queued"] > 0,
    }
    return [what for what, is_so in wrong.items() if is_so]


def states_in(folder: Path) -> Counter[str]:
    """Return how many addresses ended in each state."""
    with closing(sqlite3.connect(folder / "newscrawl.db")) as database:
        return Counter(dict(database.execute("select state, count(*) from addresses group by state")))


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--pages", type=int, default=100_000)
    parser.add_argument("--growth", type=float, default=10, metavar="PERCENT")
    parser.add_argument("--slower", type=float, default=15, metavar="PERCENT")
    parser.add_argument("-s", dest="set", action="append", default=[], metavar="NAME=VALUE")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        seen = crawl(Path(name), asked.pages, asked.set)
        states = states_in(Path(name))
    print(", ".join(f"{number} {state}" for state, number in states.most_common()))
    wrong = verdict(seen, states, asked.pages, asked.growth, asked.slower)
    print("does not hold: " + "; ".join(wrong) if wrong else "holds")
    sys.exit(1 if wrong else 0)


if __name__ == "__main__":
    main()
