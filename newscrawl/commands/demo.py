"""`newscrawl demo`: the same spiders over a small press of local sites; no network needed."""

from __future__ import annotations

import argparse
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from newscrawl.cli import Exit, NewsCommand, fail, heaviest

if TYPE_CHECKING:
    from newscrawl.crawling import Crawl
    from newscrawl.demo.press import Press
    from newscrawl.output import Output
    from newscrawl.results import Result

_HANDLER = "newscrawl.demo.transport.LoopbackDownloadHandler"


class Command(NewsCommand):
    def syntax(self) -> str:
        return "[--warc FILE …] [--edition N]"

    def short_desc(self) -> str:
        return "Crawl a small press of local sites, or of a WARC file's; no network needed"

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        super().add_options(parser)
        parser.add_argument(
            "--warc", metavar="FILE", action="append", default=[], help="serve the pages of FILE"
        )
        parser.add_argument(
            "--edition",
            type=int,
            choices=(1, 2),
            help="the press's day (default: the first, then the second)",
        )

        parser.add_argument("--log", metavar="FILE", help="what is asked of the press, a line of JSON each")

    def execute(self, args: list[str], opts: argparse.Namespace) -> Exit:
        from newscrawl import crawling, showing
        from newscrawl.demo.press import Press

        for warc in opts.warc:
            if not Path(warc).is_file():
                fail(f"no such file: {warc}", Exit.USAGE)
        if not self.settings.get("OUTPUT_DIR"):
            # The press's articles are no news: they stay out of the user's own database.
            self.settings.set("OUTPUT_DIR", str(self.output().folder / "demo"), priority="cmdline")
        output = self.output()
        edition, day, changed = self._edition(opts.edition)
        screen = showing.screen(stderr=True)
        with Press(edition, opts.warc, log=opts.log, now=day, changed=changed) as press:
            self._lead_to(press, output)
            crawls = _crawls(press.hosts)
            screen.print(f"{len(crawls)} outlets on 127.0.0.1:{press.port}; output in {output.folder}")
            results = crawling.run(
                self.settings,
                crawls,
                at_once=4,
                told=lambda result: screen.print(showing.line(result)),
            )
        showing.summary(results, showing.screen())
        _tell_files(results)
        return heaviest([result.exit for result in results])

    def _edition(self, asked: int | None) -> tuple[int, datetime, datetime | None]:
        """Return the press's edition, its day, and when the second edition's changes were made.

        The first run's day stays the press's, or every date on it would move;
        what changed did so when that run had ended.
        """
        from newscrawl.demo.press import expected
        from newscrawl.store.database import read
        from newscrawl.store.runs import first_ends
        from newscrawl.store.times import moment

        with read(self.database()) as connection:
            began, ended = first_ends(connection)
        whole = {truth.outlet for truth in expected()} <= set(ended)
        changed = moment(max(ended.values())) + timedelta(seconds=1) if whole else None
        day = moment(began) if began else datetime.now(UTC)
        return asked or (2 if changed else 1), day, changed

    def _lead_to(self, press: Press, output: Output) -> None:
        settings = {
            "DOWNLOAD_HANDLERS": {
                "http": _HANDLER,
                "https": _HANDLER,
                "data": None,
                "file": None,
                "ftp": None,
                "s3": None,
            },
            "DEMO_PORT": press.port,
            "PRIVATE_ALLOWED": [f"127.0.0.1:{press.port}"],
            "AUTOTHROTTLE_ENABLED": False,  # nobody is to be spared
            "CONCURRENT_REQUESTS_PER_DOMAIN": 4,
            "LOG_FILE": str(output.folder / "logs" / "demo.log"),
        }
        (output.folder / "logs").mkdir(parents=True, exist_ok=True)
        self.settings.setdict(settings, priority="cmdline")


def _crawls(hosts: list[str]) -> list[Crawl]:
    """Return a crawl a site: by its own spider, or by `any`."""
    from newscrawl.catalogue import catalogue
    from newscrawl.crawling import Crawl
    from newscrawl.normalise.addresses import host_of
    from newscrawl.spiders.any import AnySpider

    known = catalogue()
    crawls: dict[str, Crawl] = {}
    for host in hosts:
        spider = known.spider_of(f"https://{host}/")
        if spider:
            crawls.setdefault(spider.name, Crawl(spider))
        elif host not in known.source_hosts:
            site = host_of(f"https://{host}/")
            crawls.setdefault(site, Crawl(AnySpider, {"url": f"https://{host}/"}))
    # The outlet that copies others comes last, so that what it copied is there.
    return sorted(crawls.values(), key=lambda crawl: crawl.spider.name == "bunatimes")


def _tell_files(results: list[Result]) -> None:
    files = [file for result in results for file in result.published]
    for file in files:
        print(f"{file.records:6} records in {file.path}")
    if not files:
        print("nothing new: no file written")
