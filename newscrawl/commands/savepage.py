"""`newscrawl savepage OUTLET URL`: a page as it came, with its record to review."""

from __future__ import annotations

from argparse import Namespace
from datetime import UTC, datetime

from newscrawl.cli import Exit, NewsCommand, fail


class Command(NewsCommand):
    most_arguments = 2

    def syntax(self) -> str:
        return "OUTLET URL"

    def short_desc(self) -> str:
        return "Save a page and its record to review; the outlet tests read both"

    def execute(self, args: list[str], opts: Namespace) -> Exit:
        from newscrawl.discover.addresses import on_site
        from newscrawl.fetching import FetchError, fetch
        from newscrawl.normalise.addresses import clean_url
        from newscrawl.platforms.news import NewsSpider
        from newscrawl.saved import save

        if len(args) != 2 or clean_url(args[1]) is None:
            fail("which page of which outlet? savepage OUTLET URL", Exit.USAGE)
        spider = self.spider(args[0])
        if not issubclass(spider, NewsSpider) or not on_site(args[1], spider.hosts()):
            fail(f"{args[1]} is not on a site of {args[0]}", Exit.USAGE)
        try:
            body, url, content_type = fetch(self.settings, args[1])
        except FetchError as error:
            fail(f"{args[1]}: {error}", Exit.FAILED)
        page = save(
            self.output().folder / "pages",
            spider.facts(),
            body,
            url=url,
            content_type=content_type,
            fetched_at=datetime.now(UTC),
        )
        print(f"{page.path}\n{page.path.with_suffix('.json')}  (review it line by line)")
        return Exit.DONE
