"""A run's hold on the database: rows claimed, outcomes committed in batches, files at its end."""

from __future__ import annotations

import asyncio
import logging
from collections import Counter
from collections.abc import AsyncIterator, Iterable
from contextlib import ExitStack
from dataclasses import dataclass, field, fields
from datetime import UTC, datetime
from typing import Any, Self, cast

from scrapy import signals
from scrapy.crawler import Crawler
from sqlalchemy.engine import Engine
from sqlalchemy.exc import DataError, IntegrityError, SQLAlchemyError

from newscrawl.dedupe.translation import translations
from newscrawl.items import Article
from newscrawl.output import Output
from newscrawl.store import export, ledger, runs
from newscrawl.store.articles import Stored
from newscrawl.store.database import StoreError, open_database, read, write
from newscrawl.store.ledger import Claim, Window
from newscrawl.store.outcomes import Outcome, OutcomeWriter, Policy, Settled

logger = logging.getLogger(__name__)


@dataclass(slots=True)
class Tally:
    """What a run has done so far: addresses by the state they came to, records, sources, faults."""

    states: Counter[str] = field(default_factory=Counter)
    new: int = 0
    changed: int = 0
    looks: int = 0
    discovered: int = 0
    sources: int = 0
    faulty: set[str] = field(default_factory=set)  # sources with a fault
    faults: list[str] = field(default_factory=list)
    waiting: int = 0  # addresses still queued at the end
    put_off: int = 0  # those of them that could not be had so far
    errors: int = 0

    def add(self, settled: Settled) -> None:
        self.looks += 1
        if settled.state:
            self.states[settled.state] += 1
        if settled.stored:
            self.new += settled.stored.change == "new"
            self.changed += settled.stored.change == "version"

    def told(self) -> dict[str, Any]:
        """Return the tally as the run's row keeps it."""
        told = {f.name: getattr(self, f.name) for f in fields(self)}
        return told | {
            "states": dict(self.states),
            "faulty": sorted(self.faulty)[:100],
            "faults": self.faults[:100],
        }


class RunLedger:
    """The ledger as one crawl sees it.

    Claims rows for `NewsSpider.start`, takes the outcome of each and commits
    them in batches: a full one, a short while, or nothing else under way.
    An outcome that is not committed when the process dies leaves its row as
    it was; what was committed and not published, the next run publishes.
    """

    def __init__(self, engine: Engine, output: Output, outlet: str, settings: Any) -> None:
        self.engine = engine
        self.output = output
        self.outlet = outlet
        self.run_id = runs.new_run_id(self.clock())
        self.window = Window()
        self.tally = Tally()
        self.published: list[export.Published] = []
        self.failure: StoreError | None = None
        self.ended = False  # published, and its row says so
        self.spider: Any = None
        self.most: int | None = None  # new and changed records at most
        self.only: list[int] | None = None  # ledger rows that the user asked for by address
        self._settings = settings
        self._claim_batch = settings.getint("CLAIM_BATCH")
        self._commit_batch = settings.getint("COMMIT_BATCH")
        self._commit_seconds = settings.getfloat("COMMIT_SECONDS")
        self._in_hand: dict[int, Claim] = {}
        self._by_key: dict[str | None, Claim] = {}  # by its key: pipelines may respell an address
        self._outcomes: list[Outcome] = []
        self._timer: asyncio.TimerHandle | None = None
        self._progress = asyncio.Event()
        self._holding = ExitStack()

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        output = Output.of(crawler.settings)
        output.make()
        spider = cast("Any", crawler.spider)
        outlet = getattr(spider, "outlet", None)
        self = cls(
            open_database(output.database_url),
            output,
            outlet.name if outlet else spider.name,
            crawler.settings,
        )
        self.spider = spider
        self._open(getattr(spider, "arguments", {}))
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
        self._holding.enter_context(runs.outlet_lock(self.engine, self.outlet, self.output.locks))
        now = self.clock()
        self.published += export.finish_publishing(
            self.engine, self.outlet, folder=self.output.articles, now=now
        )
        with write(self.engine) as connection:
            runs.start(connection, self.run_id, self.outlet, now=now, arguments=arguments)

    # --- claims ---

    async def claims(self) -> AsyncIterator[Claim]:
        """Yield due rows, newest first, until nothing is due or will be soon."""
        while self.failure is None:
            room = self._room()
            for claim in self._claim(room) if room > 0 else []:
                self._in_hand[claim.address_id] = claim
                self._by_key[ledger.ledger_key(claim.url)] = claim
                yield claim
            if self._in_hand:
                self._progress.clear()
                await self._progress.wait()
            elif room <= 0 or not await self._wait_for_due():
                return

    def _room(self) -> int:
        """Return how many rows may be taken in hand now: half a batch at least, or none."""
        room: int = self._claim_batch - len(self._in_hand)
        if self.most is not None:
            left: int = self.most - self.tally.new - self.tally.changed - len(self._in_hand)
            return min(room, left)
        return room if room >= self._claim_batch // 2 else 0

    def _claim(self, limit: int) -> list[Claim]:
        told: dict[str, Any] = {"now": self.clock(), "window": self.window, "only": self.only}
        with read(self.engine) as connection:
            return ledger.claim(connection, self.outlet, limit=limit, without=self._in_hand, **told)

    async def _wait_for_due(self) -> bool:
        """Wait for rows that fall due soon; tell whether there are any."""
        with read(self.engine) as connection:
            due = ledger.next_due(connection, self.outlet, window=self.window, only=self.only)
        seconds = (due - self.clock()).total_seconds() if due else None
        if seconds is None or seconds > self._settings.getfloat("RETRY_WAIT"):
            return False
        await asyncio.sleep(max(seconds, 0.01))
        return True

    # --- outcomes ---

    def claim_of(self, url: str | None) -> Claim | None:
        """Return the row in hand whose address this is, in whatever spelling."""
        return self._by_key.get(ledger.ledger_key(url)) if url else None

    def settle(self, outcome: Outcome) -> None:
        """Take the outcome of one look; it is committed with its batch."""
        self._outcomes.append(outcome)
        if len(self._outcomes) >= min(self._commit_batch, len(self._in_hand)):
            self.commit()
        elif self._timer is None:
            self._timer = asyncio.get_running_loop().call_later(self._commit_seconds, self.commit)

    async def store(self, article: Article) -> Stored | None:
        """Store a normalised article and return what became of it, once committed.

        None when its own date lies outside the window.  Raises ValueError for
        an article that no row in hand asked for, StoreError when the database fails.
        """
        claim = self.claim_of(article.requested_url)
        if claim is None:
            raise ValueError(f"no ledger row in hand for {article.requested_url}")
        done: asyncio.Future[Stored | None] = asyncio.get_running_loop().create_future()
        state: ledger.State = "paywalled" if article.is_truncated else "article"
        self.settle(Outcome(claim, state, status=200, article=article, done=done))
        return await done

    def commit(self) -> None:
        """Commit what has been settled, in one transaction; wake who waits for it."""
        if self._timer:
            self._timer.cancel()
            self._timer = None
        batch, self._outcomes = self._outcomes, []
        if not batch:
            return
        try:
            self._commit(batch)
        except StoreError as error:
            self._give_up(batch, error)
        self._progress.set()

    def _commit(self, batch: list[Outcome]) -> None:
        try:
            with write(self.engine) as connection:
                writer = OutcomeWriter(connection, self._policy(), self.clock())
                results = [writer.write(outcome) for outcome in batch]
                writer.close()
        except SQLAlchemyError as error:
            if not isinstance(error, (IntegrityError, DataError)):
                raise StoreError(f"the database fails: {str(error).splitlines()[0]}") from error
            self._commit_singly(batch, error)
            return
        except Exception as error:
            # Whatever it is: passed on, it would leave the batch's rows in hand and the run waiting for ever.
            self._commit_singly(batch, error)
            return
        for outcome, settled in zip(batch, results, strict=True):
            self._let_go(outcome, settled)

    def _commit_singly(self, batch: list[Outcome], error: Exception) -> None:
        """One record that cannot be stored takes no other with it."""
        if len(batch) > 1:
            for outcome in batch:
                self._commit([outcome])
            return
        outcome = batch[0]
        if outcome.article is None:
            raise StoreError(f"the ledger refuses {outcome.claim.url}: {error}") from error
        logger.error("the record of %s cannot be stored: %s", outcome.claim.url, error)
        self.tally.errors += 1
        reason = f"its record cannot be stored: {type(error).__name__}"
        self._commit([Outcome(outcome.claim, "unparsed", reason, outcome.status, done=outcome.done)])

    def _policy(self) -> Policy:
        return Policy(
            outlet=self.outlet,
            run_id=self.run_id,
            window=self.window,
            asked=self.only is not None,
            backoff=tuple(float(seconds) for seconds in self._settings.getlist("RETRY_BACKOFF")),
            attempts_max=self._settings.getint("ATTEMPTS_MAX"),
            canonical=getattr(self.spider, "canonical_candidate", lambda _: None),
            translations=translations() if self._settings.getbool("TRANSLATIONS") else None,
            block_pause=self._settings.getfloat("BLOCK_PAUSE"),
        )

    def _let_go(self, outcome: Outcome, settled: Settled) -> None:
        self._in_hand.pop(outcome.claim.address_id, None)
        self._by_key.pop(ledger.ledger_key(outcome.claim.url), None)
        self.tally.add(settled)
        if outcome.done and not outcome.done.done():
            outcome.done.set_result(settled.stored)

    def _give_up(self, batch: list[Outcome], error: StoreError) -> None:
        """The database fails: the rows stay as they were, the run ends."""
        logger.error("%s", error)
        self.failure = self.failure or error
        for outcome in batch:
            self._in_hand.pop(outcome.claim.address_id, None)
            if outcome.done and not outcome.done.done():
                outcome.done.set_exception(error)

    # --- the run as a whole ---

    def ask_for(self, urls: Iterable[str]) -> None:
        """Restrict the run to these addresses, known or not."""
        with write(self.engine) as connection:
            self.only = ledger.ask_for(connection, self.outlet, urls, now=self.clock())

    def widen(self) -> None:
        """Take up again what a narrower window had left out and this one holds."""
        with write(self.engine) as connection:
            ledger.widen(connection, self.outlet, self.window, now=self.clock())

    def page_failed(self, failure: Any, response: Any) -> None:
        """An error of the program in a callback: its page ends in a state all the same."""
        self.tally.errors += 1
        url = response.meta.get("claimed") if response is not None else None
        self._settle_unparsed(url, f"error in the program: {failure.type.__name__}")

    def item_failed(self, item: Any, failure: Any) -> None:
        if isinstance(failure.value, StoreError):
            return
        self.tally.errors += 1
        self._settle_unparsed(
            getattr(item, "requested_url", None), f"error in the program: {failure.type.__name__}"
        )

    def item_dropped(self, item: Any, exception: BaseException) -> None:
        """A pipeline before ours refused the record."""
        self._settle_unparsed(getattr(item, "requested_url", None), str(exception))

    def _settle_unparsed(self, url: str | None, reason: str) -> None:
        claim = self.claim_of(url)
        if claim is not None:
            self.settle(Outcome(claim, "unparsed", reason))

    def spider_closed(self, reason: str) -> None:
        """Commit, publish, end the run; let the outlet go whatever happens."""
        with self._holding:
            try:
                self.commit()
                if self.failure is None:
                    self._publish(reason)
            except (StoreError, SQLAlchemyError) as error:
                self.failure = (
                    error if isinstance(error, StoreError) else StoreError(str(error).splitlines()[0])
                )
                logger.error("%s", self.failure)
        self.engine.dispose()

    def _publish(self, reason: str) -> None:
        now = self.clock()
        folder = self.output.articles
        self.published += export.publish(self.engine, self.outlet, run_id=self.run_id, folder=folder, now=now)
        with write(self.engine) as connection:
            self.tally.states = Counter(ledger.states_of_run(connection, self.run_id))
            self.tally.waiting, self.tally.put_off = ledger.waiting(connection, self.outlet)
            runs.end(connection, self.run_id, now=now, outcome=reason, counts=self.tally.told())
        self.ended = True
