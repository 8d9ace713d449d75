"""What a crawl came to, as plain data that passes between processes; and its exit code."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field, fields
from typing import TYPE_CHECKING, Any, Literal

from newscrawl.cli import Exit

if TYPE_CHECKING:
    from newscrawl.store.export import Published
    from newscrawl.store.outcomes import Settled

_NOTED = 100  # faults and faulty sources that a run's row keeps

Stopped = Literal["time", "signal", "blocked"]


@dataclass(slots=True)
class Host:
    """What was asked of one host: requests, those it answered, seconds until its answers began."""

    requests: int = 0
    answered: int = 0  # but not by an error of its own
    seconds: float = 0.0

    @property
    def failed(self) -> int:
        return self.requests - self.answered


@dataclass(slots=True)
class Traffic:
    """What a run asked of the network."""

    requests: int = 0
    source_requests: int = 0  # those for feeds, sitemaps, listings and robots.txt
    not_modified: int = 0
    bytes: int = 0  # of bodies, as they were sent
    hosts: dict[str, Host] = field(default_factory=dict)

    def told(self) -> dict[str, Any]:
        """Return the numbers as the run's row keeps them."""
        hosts = {
            name: {"requests": host.requests, "failed": host.failed, "seconds": round(host.seconds, 3)}
            for name, host in self.hosts.items()
        }
        return {f.name: getattr(self, f.name) for f in fields(self)} | {"hosts": hosts}


@dataclass(slots=True)
class Tally:
    """What a run has done so far: addresses by the state they came to, records, sources, faults."""

    states: Counter[str] = field(default_factory=Counter)
    new: int = 0
    changed: int = 0
    looks: int = 0
    rechecks: int = 0  # looks at articles again, by schedule
    rechecks_unchanged: int = 0  # those of them that answered 304
    rechecks_changed: int = 0  # those that found a new version, or the article gone
    discovered: int = 0
    sources: int = 0
    sources_unchanged: int = 0  # those of them that answered 304
    not_due: int = 0  # sources that a due run left for later
    faulty: set[str] = field(default_factory=set)  # sources with a fault
    faults: list[str] = field(default_factory=list)
    waiting: int = 0  # addresses still queued at the end
    put_off: int = 0  # those of them that could not be had so far
    left: int = 0  # looks after which their address still waits
    errors: int = 0

    def add(self, settled: Settled) -> None:
        self.looks += 1
        self.left += settled.state is None
        if settled.state:
            self.states[settled.state] += 1
        if settled.recheck:
            self._add_recheck(settled)
        if settled.stored:
            self.new += settled.stored.change == "new"
            self.changed += settled.stored.change == "version"

    def _add_recheck(self, settled: Settled) -> None:
        corrected = settled.stored is not None and settled.stored.change == "version"
        self.rechecks += 1
        self.rechecks_unchanged += settled.unchanged
        self.rechecks_changed += corrected or settled.state == "gone"

    def told(self) -> dict[str, Any]:
        """Return the tally as the run's row keeps it."""
        told = {f.name: getattr(self, f.name) for f in fields(self)}
        return told | {
            "states": dict(self.states),
            "faulty": sorted(self.faulty)[:_NOTED],
            "faults": self.faults[:_NOTED],
        }


@dataclass(slots=True)
class Result:
    """What one outlet's crawl came to.

    `tally` is None where it never began; `ended` tells whether its files are
    published and its row says so; `stopped` what ended it before its time;
    `chosen` whether it was asked for single addresses; `error` is in words.
    """

    outlet: str
    exit: Exit = Exit.DONE
    run_id: str | None = None
    tally: Tally | None = None
    published: list[Published] = field(default_factory=list)
    error: str | None = None
    failure: str | None = None
    ended: bool = False
    stopped: Stopped | None = None
    chosen: bool = False
    seconds: float = 0.0


def judge(result: Result) -> Exit:
    """Return the exit code of a crawl that began, from its ledger and what stopped it."""
    if result.failure:
        return Exit.STORAGE
    if result.stopped == "signal":
        return Exit.INTERRUPTED
    if result.tally is None or result.tally.errors or not result.ended:
        return Exit.ERROR
    if result.stopped == "blocked" or _failed(result.tally):
        return Exit.FAILED
    told = result.tally.discovered or result.tally.not_due
    silent = not (told or result.chosen or result.stopped)
    return Exit.NOTHING_NEW if silent else Exit.DONE


def _failed(tally: Tally) -> bool:
    """Tell whether an outlet failed: no source of it could be read, or most pages could not be had."""
    if tally.sources and len(tally.faulty) == tally.sources and not tally.not_due:
        return True
    lost = tally.states["failed"] + tally.states["blocked"] + max(tally.put_off, tally.left)
    return lost * 2 > tally.looks > 0
