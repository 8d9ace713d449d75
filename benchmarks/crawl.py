"""What a crawl costs beside Scrapy alone: the same pages from loopback, in turn.

    python benchmarks/crawl.py [--pages 2000] [--rounds 3] [--candidates 20000]

Prints CPU milliseconds a page of both and their ratio, then the peak memory of
a crawl that discovers --pages candidates and of one that discovers
--candidates, both fetching --pages of them.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from newscrawl.demo.press import Press

HANDLER = "newscrawl.demo.transport.LoopbackDownloadHandler"
BARE = """
import sys
import scrapy
from scrapy.crawler import CrawlerProcess
from newscrawl.demo.bench import bench_url

class Bare(scrapy.Spider):
    name = "bare"

    async def start(self):
        for number in range(int(sys.argv[2])):
            yield scrapy.Request(bench_url(number))

    def parse(self, response):
        self.crawler.stats.inc_value("pages")

handler = "{handler}"
process = CrawlerProcess({{
    "DOWNLOAD_HANDLERS": {{"http": handler, "https": handler}},
    "DEMO_PORT": int(sys.argv[1]), "LOG_LEVEL": "WARNING", "TELNETCONSOLE_ENABLED": False,
}})
crawler = process.create_crawler(Bare)
process.crawl(crawler)
process.start()
print(crawler.stats.get_value("pages"))
"""


@dataclass(frozen=True)
class Cost:
    """A process's whole cost: CPU seconds, user and system, and its peak memory in MB."""

    cpu: float
    memory: float


def measured(command: list[str], environment: dict[str, str]) -> Cost:
    """Run a command to its end; raise RuntimeError when it fails."""
    process = subprocess.Popen(command, env=os.environ | environment, stdout=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise RuntimeError(f"{command} ended with {process.returncode}")
    return Cost(usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024)


def bare(press: Press, pages: int) -> Cost:
    script = BARE.format(handler=HANDLER)
    return measured([sys.executable, "-c", script, str(press.port), str(pages)], {})


def ours(press: Press, pages: int) -> Cost:
    with tempfile.TemporaryDirectory() as folder:
        command = [sys.executable, "-c", "from newscrawl.cli import main; main()", "crawl", "any"]
        command += ["-a", "url=https://bench.example/", "-a", f"max_articles={pages}"]
        for setting in (
            f"DEMO_PORT={press.port}",
            f"PRIVATE_ALLOWED=127.0.0.1:{press.port}",
            f'DOWNLOAD_HANDLERS={{"http": "{HANDLER}", "https": "{HANDLER}"}}',
            "AUTOTHROTTLE_ENABLED=0",
            "CONCURRENT_REQUESTS_PER_DOMAIN=8",
            "LOG_LEVEL=WARNING",
        ):
            command += ["-s", setting]
        cost = measured(command, {"NEWSCRAWL_OUTPUT_DIR": folder})
        lines = sum(path.read_bytes().count(b"\n") for path in Path(folder).glob("articles/*/*.jsonl"))
        if lines != pages:
            raise RuntimeError(f"{lines} records of {pages} pages")
        return cost


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--pages", type=int, default=2000)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--candidates", type=int, default=20_000)
    asked = parser.parse_args()
    with Press(pages=asked.pages) as press:
        pairs = [(bare(press, asked.pages), ours(press, asked.pages)) for _ in range(asked.rounds)]
    ratio = median(mine.cpu / theirs.cpu for theirs, mine in pairs)
    for name, costs in zip(("Scrapy alone", "newscrawl"), zip(*pairs, strict=True), strict=True):
        each = median(cost.cpu for cost in costs) / asked.pages * 1000
        print(f"{name:14}{each:6.2f} ms CPU a page, {median(c.memory for c in costs):.0f} MB at most")
    print(f"{'ratio':14}{ratio:6.2f}")
    with Press(pages=asked.candidates) as press:
        large = ours(press, asked.pages)
    small = median(mine.memory for _, mine in pairs)
    print(
        f"{asked.candidates} candidates: {large.memory:.0f} MB, "
        f"{large.memory / small - 1:+.1%} against {asked.pages} candidates"
    )


if __name__ == "__main__":
    main()
