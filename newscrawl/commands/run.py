"""`newscrawl run`: many outlets, for cron."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from newscrawl.cli import Exit, NewsCommand, fail, heaviest

if TYPE_CHECKING:
    from scrapy import Spider


class Command(NewsCommand):
    most_arguments = 10_000

    def syntax(self) -> str:
        return "[OUTLET… | --country CC | --language LL] [--jobs N]"

    def short_desc(self) -> str:
        return "Crawl many outlets; one summary, exit codes for cron"

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        super().add_options(parser)
        parser.add_argument("--country", metavar="CC", help="the outlets of a country (ISO 3166)")
        parser.add_argument("--language", metavar="LL", help="the outlets in a language (BCP 47)")
        parser.add_argument("--jobs", type=int, default=4, metavar="N", help="outlets at once (default 4)")

    def execute(self, args: list[str], opts: argparse.Namespace) -> Exit:
        from newscrawl import crawling, showing

        spiders: Sequence[Any] = self._named(args) or self.chosen_outlets(opts.country, opts.language)
        if opts.jobs < 1:
            fail(f"--jobs is a number above 0, not {opts.jobs}", Exit.USAGE)
        self.database().dispose()
        crawls = [crawling.Crawl(spider) for spider in (spiders if args else answering(spiders))]
        crawling.run(
            self.settings,
            crawls,
            at_once=opts.jobs,
            told=lambda crawl: print(showing.line(crawl), file=sys.stderr, flush=True),
        )
        showing.summary(crawls, showing.screen())
        return heaviest([crawl.exit for crawl in crawls])

    def _named(self, names: list[str]) -> list[type[Spider]]:
        return [self.spider(name) for name in dict.fromkeys(names)]


def answering(outlets: Sequence[Any]) -> list[Any]:
    """Leave out the outlets that answer browsers only, if others are left: they would fail every run."""
    kept = [spider for spider in outlets if not spider.browsers_only]
    if kept and (left := len(outlets) - len(kept)):
        print(f"newscrawl: left out {left} that answer browsers only; name one to try", file=sys.stderr)
    return kept or list(outlets)
