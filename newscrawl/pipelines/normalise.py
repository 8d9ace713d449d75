"""Text, addresses, names, dates and language in their one form."""

from __future__ import annotations

from typing import Any, Self

from scrapy.crawler import Crawler

from newscrawl.items import Article
from newscrawl.outlets import Outlet


class NormalisePipeline:
    """`normalise.normalise` over each article, with the outlet's facts."""

    def __init__(self, outlet: Outlet) -> None:
        self._outlet = outlet

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        spider: Any = crawler.spider
        return cls(getattr(spider, "outlet", None) or Outlet(spider.name))

    def process_item(self, item: Any) -> Any:
        from newscrawl.reading import finish

        return finish(item, self._outlet) if isinstance(item, Article) else item
