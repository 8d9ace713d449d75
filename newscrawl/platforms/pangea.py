"""Pangea, the system of Radio Free Europe, the Voice of America and their sister services."""

from __future__ import annotations

from newscrawl.platforms.news import NewsSpider


class PangeaSpider(NewsSpider):
    """An outlet on Pangea: its feeds are /api/ and a code, its articles /a/SLUG/ID.html."""

    article_pattern = r"/a/(?:[^/]+/)?\d+\.html"
