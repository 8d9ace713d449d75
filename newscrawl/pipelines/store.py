"""Articles into the database, and on to `-O` as they stand there."""

from __future__ import annotations

from typing import Any, Self

from scrapy.crawler import Crawler
from scrapy.exceptions import DropItem

from newscrawl.extensions.ledger import RunLedger


class StorePipeline:
    """Passes on the committed record; the same article again makes none."""

    def __init__(self, ledger: RunLedger) -> None:
        self._ledger = ledger

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        return cls(RunLedger.of(crawler))

    async def process_item(self, item: Any) -> Any:
        stored = await self._ledger.store(item)
        if stored is None:
            raise DropItem("outside the days asked for, or taken down")
        if stored.change in ("same", "alternate"):
            raise DropItem(f"the same article again: {stored.article.id}")
        return stored.article
