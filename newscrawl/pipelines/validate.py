"""What is no record goes no further: its address ends as `unparsed`, with the reason."""

from __future__ import annotations

from typing import Any

from scrapy.exceptions import DropItem

from newscrawl.items import Article
from newscrawl.schema import faults_of


class ValidatePipeline:
    """Holds each article against the record's schema and the contract's own demands."""

    def process_item(self, item: Any) -> Any:
        if not isinstance(item, Article):
            raise DropItem(f"not an Article: {type(item).__name__}")
        faults = faults_of(item)
        if faults:
            raise DropItem(f"not a valid record: {'; '.join(faults)}")
        return item
