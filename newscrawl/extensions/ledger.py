"""A run's hold on the database: rows claimed, outcomes committed in batches, files at its end."""

from __future__ import annotations

import logging
from collections import Counter
from collections.abc import AsyncIterator, Collection, Iterable
from contextlib import ExitStack
from dataclasses import replace
from datetime import UTC, datetime
from time import monotonic
from typing import TYPE_CHECKING, Any, Self, cast

from scrapy import signals
from scrapy.crawler import Crawler
from sqlalchemy.engine import Engine
from sqlalchemy.exc import SQLAlchemyError

from newscrawl.extensions.commits import Commits
from newscrawl.extensions.hand import Hand
from newscrawl.extensions.traffic import CountTraffic
from newscrawl.items import Article
from newscrawl.output import Output
from newscrawl.results import Stopped, Tally, Traffic
from newscrawl.store import export, ledger, rewinding, runs
from newscrawl.store.articles import Stored
from newscrawl.store.database import StoreError, fault_of_storage, lent_database, read, write
from newscrawl.store.ledger import Claim, Window
from newscrawl.store.locks import outlet_lock, site_locks
from newscrawl.store.outcomes import Outcome
from newscrawl.turns import sites_of

if TYPE_CHECKING:
    from newscrawl.store.archive import Archive

logger = logging.getLogger(__name__)

_TOO_MUCH_MEMORY = "memusage_exceeded"  # why Scrapy's extension closes a crawl


class RunLedger:
    """The ledger as one crawl sees it.

    Claims rows for `NewsSpider.start`, takes the outcome of each look and has
    it committed.  What a run that died had committed and not published, the
    next one publishes.
    """

    def __init__(self, engine: Engine, output: Output, outlet: str, settings: Any) -> None:
        self.engine = engine
        self.output = output
        self.outlet = outlet
        self.run_id = runs.new_run_id(self.clock())
        self.window = Window()
        self.tally = Tally()
        self.traffic = Traffic()
        self.seconds = 0.0  # that it took
        self.published: list[export.Published] = []
        self.failure: StoreError | None = None
        self.stopped: Stopped | None = None  # what ends the run before its time
        self.ended = False  # published, and its row says so
        self.spider: Any = None
        self.archive: Archive | None = None  # what is committed stands in it
        self.most: int | None = None  # new and changed records at most
        self.only: list[int] | None = None  # ledger rows that the user asked for by address
        self._hand = Hand(self, settings)
        self._commits = Commits(self, self._hand, settings)
        self._holding = ExitStack()
        self._counter = CountTraffic(self.traffic)  # kept: signals hold their receivers weakly
        self._began = monotonic()

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        output = Output.of(crawler.settings)
        output.make()
        spider = cast("Any", crawler.spider)
        outlet = getattr(spider, "outlet", None)
        with ExitStack() as opened:
            engine = opened.enter_context(lent_database(output.database_url))
            self = cls(engine, output, outlet.name if outlet else spider.name, crawler.settings)
            self.spider = spider
            arguments = getattr(spider, "arguments", {})
            opened.enter_context(outlet_lock(engine, self.outlet, output.locks))
            opened.enter_context(site_locks(engine, sites_of(type(spider), arguments), output.locks))
            self._open(arguments)
            self._holding = opened.pop_all()
        self._counter.listen_to(crawler)
        crawler.signals.connect(self.spider_closed, signal=signals.spider_closed)
        crawler.signals.connect(self.page_failed, signal=signals.spider_error)
        crawler.signals.connect(self.item_failed, signal=signals.item_error)
        crawler.signals.connect(self.item_dropped, signal=signals.item_dropped)
        return self

    @classmethod
    def of(cls, crawler: Crawler) -> RunLedger:
        """Return the crawl's ledger."""
        found = crawler.get_extension(cls)
        if found is None:
            raise RuntimeError("the RunLedger extension is switched off: nothing of ours works without it")
        return found

    @staticmethod
    def clock() -> datetime:
        return datetime.now(UTC)

    def _open(self, arguments: dict[str, Any]) -> None:
        now = self.clock()
        self.published += export.finish_publishing(
            self.engine, self.outlet, folder=self.output.articles, now=now
        )
        with write(self.engine) as connection:
            if rewinding.set_right(connection, self.outlet, now):
                logger.warning("%s: the last run's clock was ahead; what it put off is due", self.outlet)
            runs.start(connection, self.run_id, self.outlet, now=now, arguments=arguments)

    @property
    def goes_on(self) -> bool:
        """Whether more may be asked for: nothing has failed, nobody has stopped the run."""
        return self.failure is None and self.stopped is None

    def waiting(self) -> int:
        """Return how many of the outlet's addresses wait to be fetched."""
        with read(self.engine) as connection:
            return ledger.waiting(connection, self.outlet)[0]

    # --- rows and what becomes of them ---

    def claims(self) -> AsyncIterator[Claim]:
        """Yield due rows, newest first, until nothing is due or will be soon."""
        return self._hand.claims()

    def claim_of(self, url: str | None) -> Claim | None:
        """Return the row in hand whose address this is, in whatever spelling."""
        return self._hand.of(url) if url else None

    def keep_validators(self, claim: Claim, etag: str | None, last_modified: str | None) -> None:
        """Keep a page's ETag and Last-Modified until its article is stored with them."""
        self._hand.renew(replace(claim, etag=etag, last_modified=last_modified))

    def settle(self, outcome: Outcome) -> None:
        """Take the outcome of one look; it is committed with its batch."""
        self._commits.settle(outcome)

    async def store(self, article: Article) -> Stored | None:
        """Store a normalised article; return what became of it, once committed (see `Commits.store`)."""
        return await self._commits.store(article)

    def page_failed(self, failure: Any, response: Any) -> None:
        """An error of the program in a callback: its page ends in a state all the same."""
        if self._is_of_storage(failure.value):
            return
        self.tally.errors += 1
        url = response.meta.get("claimed") if response is not None else None
        self._settle_unparsed(url, f"error in the program: {failure.type.__name__}")

    def item_failed(self, item: Any, failure: Any) -> None:
        if self._is_of_storage(failure.value):
            return
        self.tally.errors += 1
        self._settle_unparsed(
            getattr(item, "requested_url", None), f"error in the program: {failure.type.__name__}"
        )

    def _is_of_storage(self, error: BaseException) -> bool:
        """Tell whether the database or the disk fails: rows stay as they were, the run ends."""
        fault = fault_of_storage(error)
        if fault:
            self.fail(fault)
        return fault is not None

    def fail(self, fault: StoreError) -> None:
        """End the run for a fault of storage, the first of which is told."""
        self.failure = self.failure or fault
        self._hand.wake()

    def item_dropped(self, item: Any, exception: BaseException) -> None:
        """A pipeline before ours refused the record."""
        self._settle_unparsed(getattr(item, "requested_url", None), str(exception))

    def _settle_unparsed(self, url: str | None, reason: str) -> None:
        claim = self.claim_of(url)
        if claim is not None:
            self.settle(Outcome(claim, "unparsed", reason))

    # --- the run as a whole ---

    def ask_for(self, urls: Iterable[str]) -> None:
        """Restrict the run to these addresses, known or not."""
        with write(self.engine) as connection:
            self.only = ledger.ask_for(connection, self.outlet, urls, now=self.clock())

    def widen(self) -> None:
        """Take up again what a narrower window had left out and this one holds."""
        with write(self.engine) as connection:
            ledger.widen(connection, self.outlet, self.window, now=self.clock())

    def stop(self, why: Stopped, under_way: Collection[str] = ()) -> None:
        """Claim no more; let every row go as it was, but those of the addresses under way."""
        self.stopped = why
        self._hand.keep(under_way)

    def spider_closed(self, reason: str) -> None:
        """Commit, publish, end the run; let the outlet go whatever happens."""
        with self._holding:
            try:
                self._commits.commit()
                if reason == _TOO_MUCH_MEMORY:
                    self.tally.errors += 1
                    self.tally.faults.insert(0, "took more memory than MEMUSAGE_LIMIT_MB; the rest waits")
                if self.failure is None:
                    self._publish(reason)
            except (StoreError, SQLAlchemyError) as error:
                self.failure = (
                    error if isinstance(error, StoreError) else StoreError(str(error).splitlines()[0])
                )
                logger.error("%s", self.failure)
            self._hand.keep(())  # an answer that comes later is nobody's

    def _publish(self, reason: str) -> None:
        now = self.clock()
        self.seconds = monotonic() - self._began
        folder = self.output.articles
        self.published += export.publish(self.engine, self.outlet, run_id=self.run_id, folder=folder, now=now)
        with write(self.engine) as connection:
            self.tally.states = Counter(ledger.states_of_run(connection, self.run_id))
            self.tally.waiting, self.tally.put_off = ledger.waiting(connection, self.outlet)
            counts = self.tally.told() | self.traffic.told() | {"seconds": round(self.seconds, 2)}
            runs.end(connection, self.run_id, now=now, outcome=self._outcome(reason), counts=counts)
        self.ended = True

    def _outcome(self, reason: str) -> str:
        """Return the run's outcome as its row keeps it."""
        return {"time": "out of time", "signal": "shutdown", "blocked": "blocked"}.get(
            self.stopped or "", reason
        )
