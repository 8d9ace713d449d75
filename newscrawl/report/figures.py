"""What a report tells, as values; times are aware datetimes in UTC, shares run from 0 to 1."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from statistics import median
from typing import Literal

from newscrawl.report.fates import FATES, Fate

Level = Literal["trouble", "warning", "new", "fine"]
LEVELS: tuple[Level, ...] = ("trouble", "warning", "new", "fine")
HEALTHS = ("alarm", "silent", "paused", "idle", "new", "ok")  # the words of `newscrawl status`
_TROUBLED = HEALTHS[:3]
# A run whose time is spent goes on with the next one; of one that was blocked the pause tells.
_ENDED_WELL = ("finished", "out of time", "blocked")
_STOPPED = {"shutdown": "stopped by a signal", "": "ended without a word"}


@dataclass(frozen=True, slots=True)
class Alarm:
    """What was out of line at an outlet; `ended_at` is None while it holds."""

    outlet: str
    kind: str
    words: str
    raised_at: datetime
    ended_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Fault:
    """A feed or sitemap whose last look failed."""

    url: str
    kind: str
    words: str
    at: datetime | None


@dataclass(frozen=True, slots=True)
class Pause:
    """Until when an outlet that blocked us is left alone, and why."""

    until: datetime
    reason: str


@dataclass(frozen=True, slots=True)
class LastRun:
    """How an outlet's last run ended."""

    outcome: str
    ended_at: datetime


@dataclass(frozen=True, slots=True)
class Coverage:
    """How many records were looked at and in how many of them each field was filled."""

    records: int
    filled: Mapping[str, int]

    def share(self, name: str) -> float:
        return self.filled.get(name, 0) / self.records if self.records else 0.0


@dataclass(frozen=True, slots=True)
class Outlet:
    """One outlet.

    `daily` counts its news, one number a day of the report: articles that were
    not old when they came in; `day` and `announced` are those of the last 24
    hours: news, and addresses by state that were announced; `states` is its whole ledger; `health` is one of
    HEALTHS.
    """

    name: str
    publisher: str | None = None
    country: str | None = None
    health: str = "ok"
    daily: tuple[int, ...] = ()
    day: int = 0
    announced: Mapping[str, int] = field(default_factory=dict)
    states: Mapping[str, int] = field(default_factory=dict)
    newest: datetime | None = None
    last_run: LastRun | None = None
    alarms: tuple[Alarm, ...] = ()
    faults: tuple[Fault, ...] = ()
    pause: Pause | None = None
    coverage: Coverage | None = None
    coverage_before: Coverage | None = None

    @property
    def title(self) -> str:
        return self.publisher or self.name

    @property
    def level(self) -> Level:
        if self.health in _TROUBLED:
            return "trouble"
        if self.health == "idle" or self.faults_untold or self.stopped:
            return "warning"
        return "new" if self.health == "new" else "fine"

    @property
    def pause_untold(self) -> Pause | None:
        """Return its pause, unless an alarm tells it."""
        return None if any(alarm.kind == "blocked" for alarm in self.alarms) else self.pause

    @property
    def faults_untold(self) -> tuple[Fault, ...]:
        """Return the faults of its sources that no alarm tells."""
        return tuple(f for f in self.faults if not any(f.words in alarm.words for alarm in self.alarms))

    @property
    def stopped(self) -> str:
        """Return in words what ended its last run before its time, "" where nothing did."""
        outcome = self.last_run.outcome if self.last_run else "finished"
        return "" if outcome in _ENDED_WELL else _STOPPED.get(outcome, outcome)

    @property
    def usual(self) -> int:
        """Return the median of its new articles a day, of the days that are over."""
        return round(median(self.daily[:-1])) if self.daily[:-1] else 0

    @property
    def had(self) -> float | None:
        return delivered(self.announced)

    @property
    def records_seen(self) -> int:
        """Return how many records its coverage is of."""
        return sum(part.records for part in (self.coverage, self.coverage_before) if part)

    def fate(self, fate: Fate) -> int:
        """Return how many of its addresses ended so."""
        return sum(self.states.get(state, 0) for state in FATES[fate])


@dataclass(frozen=True, slots=True)
class Announced:
    """Addresses announced on a day by sources of one kind, by the state they are in now."""

    day: date
    kind: str
    state: str
    number: int


@dataclass(frozen=True, slots=True)
class Host:
    """Requests to a host in the last 24 hours; `seconds` are those of all of them."""

    host: str
    requests: int
    failed: int
    seconds: float

    @property
    def mean(self) -> float:
        return self.seconds / self.requests if self.requests else 0.0

    @property
    def share_failed(self) -> float:
        return self.failed / self.requests if self.requests else 0.0


@dataclass(frozen=True, slots=True)
class Copies:
    """How many texts of one outlet another one copied, edited or translated."""

    first: str
    later: str
    number: int
    translations: int


@dataclass(frozen=True, slots=True)
class Report:
    """All of it: the days it covers (the last one is today, not over yet), and what was found."""

    made_at: datetime
    days: tuple[date, ...]
    outlets: tuple[Outlet, ...] = ()
    announced: tuple[Announced, ...] = ()
    hosts: tuple[Host, ...] = ()
    alarms: tuple[Alarm, ...] = ()
    copies: tuple[Copies, ...] = ()
    fields: tuple[str, ...] = ()
    only: tuple[str, ...] = ()  # the outlets asked for; none: all of them

    @property
    def newest(self) -> datetime | None:
        return max((outlet.newest for outlet in self.outlets if outlet.newest), default=None)

    @property
    def day(self) -> int:
        return sum(outlet.day for outlet in self.outlets)

    @property
    def delivered(self) -> float | None:
        """Return which share of the last 24 hours' announced articles there is; None of none."""
        return delivered(sum((Counter(outlet.announced) for outlet in self.outlets), Counter()))

    def of_level(self, level: Level) -> tuple[Outlet, ...]:
        return tuple(outlet for outlet in self.outlets if outlet.level == level)


def delivered(states: Mapping[str, int]) -> float | None:
    """Return which share of the addresses that should become articles did; None where there are none.

    What is no article, a twin of one, out of the days asked for or not to be
    read by robots.txt counts neither way.
    """
    had = sum(states.get(state, 0) for state in FATES["exported"])
    missed = sum(states.get(state, 0) for fate in ("waiting", "lost") for state in FATES[fate])
    return had / (had + missed) if had + missed else None
