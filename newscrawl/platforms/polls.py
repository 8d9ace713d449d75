"""Which of an outlet's sources a run reads, and when each is worth the next look."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from sqlalchemy.engine import Connection

from newscrawl.discover import Source
from newscrawl.schedule import Pace, Polling, after_fault, after_look, is_due
from newscrawl.store import sources
from newscrawl.store.database import write
from newscrawl.store.sources import KnownSource

if TYPE_CHECKING:
    from newscrawl.extensions.ledger import RunLedger


@dataclass(slots=True)
class _Poll:
    """What a polled source has brought in this run: itself, its children and pages, what stands in for it."""

    before: Pace
    news: int = 0
    first_gap: float | None = None
    read: bool = False


class Polls:
    """The polled sources of one outlet in one run.

    A run that was given days to look at reads everything, and changes no pace.
    """

    def __init__(self, run: RunLedger, settings: Any) -> None:
        self._run = run
        self._everyday = not (run.window.since or run.window.until)
        self._due_only = self._everyday and settings.getbool("DUE_ONLY")
        self._polls: dict[str, _Poll] = {}
        self._polling = Polling(
            least=settings.getfloat("POLL_MIN"),
            most=settings.getfloat("POLL_MAX"),
            even=settings.getfloat("POLL_EVEN"),
        )

    def to_read(self, regular: Sequence[Source], known: Sequence[KnownSource]) -> list[Source]:
        """Return which of the sources that are read regularly this run reads: in a due run, what is due."""
        if not self._everyday:
            return list(regular)
        paces = {source.url: source.pace for source in known}
        chosen = [source for source in regular if not self._due_only or self._is_due(paces.get(source.url))]
        self._polls = {source.url: _Poll(paces.get(source.url, Pace())) for source in chosen}
        self._run.tally.not_due += len(regular) - len(chosen)
        self._leave_the_others(regular, known)
        return chosen

    def _is_due(self, pace: Pace | None) -> bool:
        return is_due(pace.poll_at if pace else None, self._run.clock())

    def _leave_the_others(self, regular: Sequence[Source], known: Sequence[KnownSource]) -> None:
        """Poll no more what is no longer read regularly: an address of yesterday's date, a former feed."""
        urls = {source.url for source in regular}
        others = [k.url for k in known if k.poll_at is not None and not k.due and k.url not in urls]
        if others:
            with write(self._run.engine) as connection:
                sources.leave(connection, self._run.outlet, others)

    def left_over(self, unread: Sequence[KnownSource]) -> list[Source]:
        """Return what this run reads of that which an earlier one did not come to, or could not have."""
        everything = bool(self._polls) or not self._due_only
        return [known.source for known in unread if everything or known.poll_at is not None]

    def was_read(
        self, connection: Connection, root: str | None, *, news: int, first_gap: float | None = None
    ) -> None:
        """Note a look that brought so many news, in the transaction that enters them."""
        poll = self._polls.get(root or "")
        if root is None or poll is None:
            return
        poll.read, poll.news, poll.first_gap = True, poll.news + news, poll.first_gap or first_gap
        pace = after_look(
            poll.before, self._run.clock(), news=poll.news, polling=self._polling, first_gap=poll.first_gap
        )
        sources.keep_pace(connection, self._run.outlet, root, pace)

    def has_failed(self, connection: Connection, root: str | None, until: datetime | None = None) -> None:
        """Note a look that failed, unless something of the source or in its place was read."""
        poll = self._polls.get(root or "")
        if root is None or poll is None or poll.read:
            return
        pace = after_fault(poll.before, self._run.clock(), polling=self._polling, until=until)
        sources.keep_pace(connection, self._run.outlet, root, pace)
