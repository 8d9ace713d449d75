"""WordPress: the REST API where it is on, else the feed and the sitemaps that its plugins write."""

from __future__ import annotations

from newscrawl.discover import Findings, Source
from newscrawl.discover.wordpress import fallbacks, parse_posts, posts_url
from newscrawl.platforms.news import NewsSpider


class WordPressSpider(NewsSpider):
    """An outlet on WordPress: three lines are enough, name, publisher and home."""

    def sources(self) -> list[Source]:
        return [Source(posts_url(self.home, after=self.window.since), "api"), *super().sources()]

    def parse_source(self, source: Source, body: bytes, content_type: str | None, status: int) -> Findings:
        if source.kind == "api":
            return parse_posts(body, url=source.url, status=status)
        return super().parse_source(source, body, content_type, status)

    def instead_of(self, source: Source) -> list[Source]:
        return fallbacks(self.home) if source.kind == "api" else []
