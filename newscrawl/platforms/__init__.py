"""Base spiders: NewsSpider, and one for each CMS that outlets share."""

from newscrawl.platforms.news import NewsSpider

__all__ = ["NewsSpider"]
