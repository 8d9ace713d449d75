"""Postmedia's papers in Canada, which announce their articles alike."""

from __future__ import annotations

from typing import ClassVar

from newscrawl.platforms.news import NewsSpider


class PostmediaSpider(NewsSpider):
    """A paper of Postmedia: a feed, a news sitemap, and one that reaches back."""

    feeds: ClassVar[tuple[str, ...]] = ("/feed",)
    news_sitemaps: ClassVar[tuple[str, ...]] = ("/sitemap-news.xml",)
    sitemaps: ClassVar[tuple[str, ...]] = ("/sitemap-old.xml",)
