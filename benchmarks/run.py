"""What `newscrawl run` costs over many outlets, beside Scrapy alone: pages, then runs with nothing new.

    python benchmarks/run.py [--outlets 22 220] [--articles 40] [--jobs 2] [-s NAME=VALUE …]

For each number of outlets: wall time, CPU milliseconds a page and Scrapy's own
for the same pages, peak memory of parent and workers (proportional set size),
then wall time and CPU an outlet of a second run, which finds nothing new, and
of Scrapy alone with three requests an outlet.
"""

from __future__ import annotations

import argparse
import os
import resource
import subprocess
import sys
import tempfile
import threading
import time
from dataclasses import dataclass
from pathlib import Path

from newscrawl.demo.bench import bench_host
from newscrawl.demo.press import Press

HANDLER = "newscrawl.demo.transport.LoopbackDownloadHandler"
SPIDER = """from newscrawl.platforms import NewsSpider


class {name}Spider(NewsSpider):
    name = "{stem}"
    languages = ("en",)
    home = "https://{host}/"
    feeds = ("https://{host}/feed.xml",)
"""
BARE = """
import sys
import scrapy
from scrapy.crawler import AsyncCrawlerProcess
from newscrawl.demo.bench import _APART, bench_host, bench_url

outlets, articles = int(sys.argv[2]), int(sys.argv[3])

class Bare(scrapy.Spider):
    name = "bare"
    number = 0

    async def start(self):
        host = bench_host(self.number)
        for path in ("robots.txt", "feed.xml", "robots.txt"):
            yield scrapy.Request(f"https://{{host}}/{{path}}", dont_filter=True)
        for number in range(articles):
            yield scrapy.Request(bench_url(self.number * _APART + number, host))

    def parse(self, response):
        pass

process = AsyncCrawlerProcess({{
    "DOWNLOAD_HANDLERS": {{"http": "{handler}", "https": "{handler}"}},
    "DEMO_PORT": int(sys.argv[1]), "LOG_LEVEL": "WARNING", "TELNETCONSOLE_ENABLED": False,
}})
import asyncio
limit = asyncio.Semaphore(32)
async def one(number):
    async with limit:
        await process.crawl(Bare, number=number)
async def all_of_them():
    await asyncio.gather(*(one(number) for number in range(outlets)))
    from twisted.internet import reactor
    reactor.stop()
task = asyncio.get_event_loop().create_task(all_of_them())
process.start(stop_after_crawl=False)
"""


@dataclass(frozen=True)
class Cost:
    """A command's cost: wall and CPU seconds of it and its children, MB of memory at most."""

    wall: float
    cpu: float
    parent: float
    workers: float


def measured(command: list[str], environment: dict[str, str]) -> Cost:
    """Run a command to its end; raise RuntimeError when it fails."""
    before, began = resource.getrusage(resource.RUSAGE_CHILDREN), time.monotonic()
    process = subprocess.Popen(
        command, env=os.environ | environment, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True
    )
    peaks: list[tuple[float, float]] = []
    over = threading.Event()
    watcher = threading.Thread(target=_watch, args=(process.pid, peaks, over))
    watcher.start()
    _, said = process.communicate()
    over.set()
    watcher.join()
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    if process.returncode:
        raise RuntimeError(f"{command} ended with {process.returncode}: {said[-2000:]}")
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    parent, workers = (max(column, default=0) for column in zip(*peaks, strict=True)) if peaks else (0, 0)
    return Cost(time.monotonic() - began, cpu, parent, workers)


def _watch(pid: int, peaks: list[tuple[float, float]], over: threading.Event) -> None:
    while not over.wait(0.25):
        children = Path(f"/proc/{pid}/task/{pid}/children")
        try:
            pids = [int(child) for child in children.read_text().split()]
        except OSError:
            return
        peaks.append((_pss(pid), sum(map(_pss, pids))))


def _pss(pid: int) -> float:
    """Return a process's proportional set size in MB."""
    try:
        lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    except OSError:
        return 0.0
    return next((int(line.split()[1]) / 1024 for line in lines if line.startswith("Pss:")), 0.0)


def spiders(folder: Path, outlets: int) -> None:
    """Write an own spider for each host."""
    folder.mkdir()
    (folder / "__init__.py").touch()
    for number in range(outlets):
        stem = f"paper{number:04}"
        text = SPIDER.format(name=stem.title(), stem=stem, host=bench_host(number))
        (folder / f"{stem}.py").write_text(text)


def ours(folder: Path, port: int, outlets: int, asked: argparse.Namespace) -> Cost:
    names = [f"paper{number:04}" for number in range(outlets)]
    command = [sys.executable, "-c", "from newscrawl.cli import main; main()", "run", *names]
    command += [f"--jobs={asked.jobs}"]
    for setting in (
        f"DEMO_PORT={port}",
        f"PRIVATE_ALLOWED=127.0.0.1:{port}",
        f'DOWNLOAD_HANDLERS={{"http": "{HANDLER}", "https": "{HANDLER}"}}',
        f"SPIDER_MODULES={folder / 'papers'}",
        "AUTOTHROTTLE_ENABLED=0",
        "CONCURRENT_REQUESTS_PER_DOMAIN=8",
        *asked.set,
    ):
        command += ["-s", setting]
    return measured(command, {"NEWSCRAWL_OUTPUT_DIR": str(folder / "output")})


def bare(port: int, outlets: int, articles: int) -> Cost:
    script = BARE.format(handler=HANDLER)
    return measured([sys.executable, "-c", script, str(port), str(outlets), str(articles)], {})


def compare(outlets: int, asked: argparse.Namespace) -> None:
    """Print a line for the run with pages and one for the run without."""
    pages = outlets * asked.articles
    with tempfile.TemporaryDirectory() as name, Press(pages=asked.articles, hosts=outlets) as press:
        folder = Path(name)
        spiders(folder / "papers", outlets)
        full = ours(folder, press.port, outlets, asked)
        stored = sum(
            path.read_bytes().count(b"\n") for path in (folder / "output").glob("articles/*/*.jsonl")
        )
        if stored != pages:
            raise RuntimeError(f"{stored} records of {pages} pages")
        idle = ours(folder, press.port, outlets, asked)
        log = (folder / "output" / "logs" / "run.log").stat().st_size / 2 / outlets
        scrapy, scrapy_idle = (bare(press.port, outlets, n) for n in (asked.articles, 0))
    print(f"{outlets} outlets, {pages} pages: {_told(full, pages)}, Scrapy alone {_told(scrapy, pages)}")
    print(
        f"{outlets} outlets, nothing new: {_told(idle, outlets)}, Scrapy alone {_told(scrapy_idle, outlets)}"
    )
    print(f"{log:.0f} bytes of log a run and outlet")


def _told(cost: Cost, number: int) -> str:
    each, memory = cost.cpu / number * 1000, f"{cost.parent:.0f} + {cost.workers:.0f} MB"
    return f"{cost.wall:.1f} s, {each:.2f} ms CPU each, {memory}"


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--outlets", type=int, nargs="+", default=[22, 220])
    parser.add_argument("--articles", type=int, default=40)
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("-s", dest="set", action="append", default=[], metavar="NAME=VALUE")
    asked = parser.parse_args()
    for outlets in asked.outlets:
        compare(outlets, asked)


if __name__ == "__main__":
    main()
