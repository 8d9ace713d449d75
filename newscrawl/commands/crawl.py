"""`scrapy crawl OUTLET`: one outlet, what is new since the last run."""

from __future__ import annotations

import argparse
import sys

from scrapy.commands import BaseRunSpiderCommand
from scrapy.exceptions import UsageError

from newscrawl.cli import Exit, NewsCommand, fail, refuse_leftovers, say


class Command(NewsCommand, BaseRunSpiderCommand):
    most_arguments = 1

    def syntax(self) -> str:
        return "OUTLET [-a since=DATE] [-a until=DATE] [-a max_articles=N] [-a urls=URL,…] [-O FILE]"

    def short_desc(self) -> str:
        return "Crawl one outlet: what is new since the last run"

    def process_options(self, args: list[str], opts: argparse.Namespace) -> None:
        refuse_leftovers(args, self.most_arguments)
        try:
            BaseRunSpiderCommand.process_options(self, args, opts)
        except UsageError as error:
            fail(str(error), Exit.USAGE)

    def execute(self, args: list[str], opts: argparse.Namespace) -> Exit:
        from newscrawl import crawling, showing

        if not args:
            fail("which outlet? `scrapy list` names them", Exit.USAGE)
        spider = self.spider(args[0])
        try:
            crawling.check(spider, opts.spargs)
        except crawling.ArgumentError as error:
            fail(str(error), Exit.USAGE)
        self.database().dispose()
        (result,) = crawling.run(self.settings, [crawling.Crawl(spider, opts.spargs)])
        if result.error:
            fail(result.error, result.exit)
        if result.exit not in (Exit.DONE, Exit.INTERRUPTED):
            say(f"newscrawl: {showing.reason(result)}", to=sys.stderr)
        return result.exit
