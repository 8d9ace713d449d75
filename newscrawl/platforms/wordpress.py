"""WordPress: the REST API where it is on, else the feed and the sitemaps that its plugins write."""

from __future__ import annotations

from datetime import datetime

from newscrawl.discover import Findings, Source
from newscrawl.discover.wordpress import fallbacks, parse_posts, posts_url
from newscrawl.platforms.news import NewsSpider


class WordPressSpider(NewsSpider):
    """An outlet on WordPress: three lines are enough, name, publisher and home.

    Where its feeds or sitemaps are declared, they stand in for an API that is
    switched off; else the usual ones are tried.
    """

    def sources(self, now: datetime) -> list[Source]:
        return [Source(posts_url(self.home, after=self.window.since), "api"), *super().sources(now)]

    def parse_source(self, source: Source, body: bytes, content_type: str | None, status: int) -> Findings:
        if source.kind == "api":
            return parse_posts(body, url=source.url, status=status)
        return super().parse_source(source, body, content_type, status)

    def instead_of(self, source: Source) -> list[Source]:
        declared = self.feeds or self.news_sitemaps or self.sitemaps
        return fallbacks(self.home) if source.kind == "api" and not declared else []
