"""The run's last word: what it did, in one line a fact."""

from __future__ import annotations

import logging
from typing import Self

from scrapy import signals
from scrapy.crawler import Crawler

from newscrawl.extensions.ledger import RunLedger

logger = logging.getLogger(__name__)


class RunSummary:
    """Logs where a run writes when it starts and what it came to when it ends."""

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        self = cls(crawler)
        crawler.signals.connect(self.spider_opened, signal=signals.spider_opened)
        crawler.signals.connect(self.spider_closed, signal=signals.spider_closed)
        return self

    def spider_opened(self) -> None:
        ledger = RunLedger.of(self._crawler)
        logger.info("%s: run %s, output in %s", ledger.outlet, ledger.run_id, ledger.output.folder)

    def spider_closed(self, reason: str) -> None:
        ledger = RunLedger.of(self._crawler)
        tally = ledger.tally
        states = (
            ", ".join(f"{number} {state}" for state, number in sorted(tally.states.items()))
            or "nothing to fetch"
        )
        logger.info("%s: %s; %d new, %d changed; %s", ledger.outlet, reason, tally.new, tally.changed, states)
        for file in ledger.published:
            logger.info("%s: %d records in %s", ledger.outlet, file.records, file.path)
