"""`newscrawl run`: many outlets, for cron."""

from __future__ import annotations

import argparse
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
        import sys

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
        """Return the spiders that are named, or those of a country or language, or all."""
        from newscrawl.catalogue import outlets_of

        if names:
            return [self.spider(name) for name in dict.fromkeys(names)]
        outlets = outlets_of(self.settings)
        country, language = (opts.country or "").upper(), (opts.language or "").lower()
        chosen = [
            s
            for s in outlets
            if (not country or s.country == country)
            and (not language or any(tag.lower().split("-")[0] == language for tag in s.languages))
        ]
        if not chosen:
            fail(f"no outlet for {country or language}; `scrapy list` names them all", Exit.USAGE)
        return chosen
