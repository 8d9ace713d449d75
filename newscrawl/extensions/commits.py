"""Outcomes of a run's looks, committed in batches: a full one, a short while, or nothing else under way."""

from __future__ import annotations

import asyncio
import logging
from typing import TYPE_CHECKING, Any

from sqlalchemy.exc import DataError, IntegrityError, SQLAlchemyError

from newscrawl.dedupe.translation import translations
from newscrawl.extensions.hand import Hand
from newscrawl.items import Article
from newscrawl.schedule import Rechecks
from newscrawl.store import ledger
from newscrawl.store.articles import Stored
from newscrawl.store.database import StoreError, write
from newscrawl.store.foresight import foresee
from newscrawl.store.outcomes import Outcome, OutcomeWriter, Policy, Settled
from newscrawl.store.places import storing

if TYPE_CHECKING:
    from newscrawl.extensions.ledger import RunLedger

logger = logging.getLogger(__name__)


class Commits:
    """Takes outcomes and writes them, a batch in a transaction.

    An outcome that is not committed when the process dies leaves its row as it was.
    """

    def __init__(self, run: RunLedger, hand: Hand, settings: Any) -> None:
        self._run = run
        self._hand = hand
        self._settings = settings
        self._batch = settings.getint("COMMIT_BATCH")
        self._seconds = settings.getfloat("COMMIT_SECONDS")
        self._outcomes: list[Outcome] = []
        self._timer: asyncio.TimerHandle | None = None

    def settle(self, outcome: Outcome) -> None:
        """Take the outcome of one look; it is committed with its batch."""
        self._outcomes.append(outcome)
        if len(self._outcomes) >= min(self._batch, len(self._hand)):
            self.commit()
        elif self._timer is None:
            self._timer = asyncio.get_running_loop().call_later(self._seconds, self.commit)

    async def store(self, article: Article) -> Stored | None:
        """Store a normalised article and return what became of it, once committed.

        None when its own date lies outside the window.  Raises ValueError for
        an article that no row in hand asked for, StoreError when the database fails.
        """
        claim = self._hand.of(article.requested_url or "")
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
        self._hand.wake()

    def _commit(self, batch: list[Outcome]) -> None:
        policy = self._policy()
        if archive := self._run.archive:  # first the page, then the word that it is stored
            with storing(archive.path):
                archive.flush()
        try:
            known = [o.claim.article_id for o in batch if o.article and o.claim.article_id]
            texts = foresee(self._run.engine, [o.article for o in batch], policy.translations, known)
            with write(self._run.engine) as connection:
                writer = OutcomeWriter(connection, policy, self._run.clock())
                results = [writer.write(*told) for told in zip(batch, texts, strict=True)]
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
            self._done(outcome, settled)

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
        self._run.tally.errors += 1
        reason = f"its record cannot be stored: {type(error).__name__}"
        self._commit([Outcome(outcome.claim, "unparsed", reason, outcome.status, done=outcome.done)])

    def _policy(self) -> Policy:
        run = self._run
        return Policy(
            outlet=run.outlet,
            run_id=run.run_id,
            window=run.window,
            asked=run.only is not None,
            backoff=tuple(float(seconds) for seconds in self._settings.getlist("RETRY_BACKOFF")),
            attempts_max=self._settings.getint("ATTEMPTS_MAX"),
            canonical=getattr(run.spider, "canonical_candidate", lambda _: None),
            translations=translations() if self._settings.getbool("TRANSLATIONS") else None,
            block_pause=self._settings.getfloat("BLOCK_PAUSE"),
            rechecks=_rechecks(self._settings),
        )

    def _done(self, outcome: Outcome, settled: Settled) -> None:
        self._hand.let_go(outcome.claim)
        self._run.tally.add(settled)
        if outcome.done and not outcome.done.done():
            outcome.done.set_result(settled.stored)

    def _give_up(self, batch: list[Outcome], error: StoreError) -> None:
        """The database fails: the rows stay as they were, the run ends."""
        logger.error("%s", error)
        self._run.fail(error)
        for outcome in batch:
            self._hand.let_go(outcome.claim)
            if outcome.done and not outcome.done.done():
                outcome.done.set_exception(error)


def _rechecks(settings: Any) -> Rechecks:
    return Rechecks(
        share=settings.getfloat("RECHECK_SHARE"),
        least=settings.getfloat("RECHECK_MIN"),
        days=settings.getfloat("RECHECK_DAYS"),
    )
