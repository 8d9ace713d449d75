"""Which children of a sitemap index are read, and in which order."""

from __future__ import annotations

import logging
from collections import Counter
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from newscrawl.discover import Source
from newscrawl.platforms.news import RECENT

if TYPE_CHECKING:
    from newscrawl.extensions.ledger import RunLedger
    from newscrawl.platforms.news import NewsSpider

logger = logging.getLogger(__name__)

_MOST = 2000  # children of one outlet in one run
_DEEPEST = 3  # indexes under one another; the protocol has one, and some sites two
_STALE_MOST = 3  # undated children of an index, one after another, with nothing of the days wanted
_NEVER = datetime.min.replace(tzinfo=UTC)


class Children:
    """The children of one outlet's sitemap indexes in one run."""

    def __init__(self, spider: NewsSpider, run: RunLedger) -> None:
        self._spider = spider
        self._run = run
        self._taken = 0
        self._levels: dict[str, int] = {}  # how many indexes a child stands under
        self._stale: Counter[str] = Counter()

    def ordered(self, children: list[Source]) -> list[Source]:
        """Return an index's children with the newest first, the undated in the outlet's own order."""
        kept = children[::-1] if self._spider.oldest_first else children
        return sorted(kept, key=lambda child: child.modified or _NEVER, reverse=True)

    def takes(self, child: Source, index: Source) -> bool:
        """Tell whether a child is read: news sitemaps and what may hold the days wanted."""
        if index.kind == "sitemap" and not self._spider.reads_child(child):
            return False
        if not self._counts(child, index):
            return False
        if child.kind == "news_sitemap" or self._run.window.since:
            oldest = self._run.window.since
        else:
            oldest = self._run.clock() - RECENT
            if child.modified is None:  # no telling what it holds: read where nothing else tells
                return not self._run.tally.discovered
        return not (oldest and child.modified and child.modified < oldest)

    def _counts(self, child: Source, index: Source) -> bool:
        """Count a child; tell whether the bounds let it be read, and say so where they do not."""
        self._taken += 1
        self._levels[child.url] = level = self._levels.get(index.url, 0) + 1
        if level > _DEEPEST:
            self._refuse(index, f"sitemap indexes more than {_DEEPEST} levels deep are not followed")
        elif self._taken == _MOST + 1:
            self._refuse(index, f"more than {_MOST} sitemaps: the rest is not read in this run")
        return level <= _DEEPEST and self._taken <= _MOST

    def _refuse(self, index: Source, why: str) -> None:
        logger.warning("%s: %s", index.url, why)
        self._run.tally.faults.append(f"{index.url}: {why}")

    def note(self, child: Source, parent: str | None, newest: datetime | None) -> None:
        """Count an index's children that hold nothing of the days wanted, one after another."""
        if parent and child.kind == "sitemap":
            past = newest is not None and newest < self._run.clock() - RECENT
            self._stale[parent] = self._stale[parent] + 1 if past else 0

    def spares(self, child: Source, parent: str | None) -> bool:
        """Tell whether an undated child is not worth asking for today: its newer siblings were too old."""
        undated = child.kind == "sitemap" and child.modified is None
        past = undated and parent is not None and self._stale[parent] >= _STALE_MOST
        return past and not self._run.window.since
