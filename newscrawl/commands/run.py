"""`newscrawl run`: many outlets, for cron."""

from __future__ import annotations

import argparse
import sys
from typing import Any

from newscrawl.cli import Exit, NewsCommand, fail, heaviest


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

        spiders = self._chosen(args, opts)
        if opts.jobs < 1:
            fail(f"--jobs is a number above 0, not {opts.jobs}", Exit.USAGE)
        self.database().dispose()
        crawls = [crawling.Crawl(spider) for spider in spiders]
        crawling.run(
            self.settings,
            crawls,
            at_once=opts.jobs,
            told=lambda crawl: print(showing.line(crawl), file=sys.stderr, flush=True),
        )
        showing.summary(crawls, showing.screen())
        return heaviest([crawl.exit for crawl in crawls])

    def _chosen(self, names: list[str], opts: argparse.Namespace) -> list[Any]:
        """Return the spiders that are named; else those of a country or language, or all, that answer us."""
        if names:
            return [self.spider(name) for name in dict.fromkeys(names)]
        chosen = self.chosen_outlets(opts.country, opts.language)
        open_ones = [spider for spider in chosen if not spider.browsers_only]
        if open_ones and (left := len(chosen) - len(open_ones)):
            print(f"newscrawl: left out {left} that answer browsers only; name one to try", file=sys.stderr)
        return open_ones or chosen
