"""The papers of the Funke group, which share their sitemaps' addresses."""

from __future__ import annotations

from typing import ClassVar

from newscrawl.outlets import Rules
from newscrawl.platforms.news import NewsSpider


class FunkeSpider(NewsSpider):
    """A paper of Funke: a news sitemap, and a sitemap for each month."""

    news_sitemaps: ClassVar[tuple[str, ...]] = ("/sitemaps/news.xml",)
    sitemaps: ClassVar[tuple[str, ...]] = ("/sitemaps/archive/sitemap-{YYYY}-{MM}-p00.xml.gz",)
    rules: ClassVar[Rules] = Rules(drop="section.place-self-center")  # 2024-03, 2025-11
