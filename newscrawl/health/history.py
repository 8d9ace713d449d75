"""What is known of an outlet's past when its health is judged.  Times are microseconds since 1970."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

HOUR = 3_600_000_000
DAY = 24 * HOUR
WEEK = 7 * DAY
DAYS = 35  # five weeks: five days to hold today against
EXPORTED = ("article", "paywalled")

# Bounds that days are counted by: texts of fewer words, articles later than so many seconds.
SHORTER = (25, 50, 100, 200)
LATER = (3 * 3600, 6 * 3600, 12 * 3600, 24 * 3600)
STALE = 3 * 24 * 3600  # seconds: an article that old when it comes in is no news, but a past taken up


def is_new(began: int | None, known: int, now: int) -> bool:
    """Tell whether an outlet first looked at then, with so many articles in DAYS, has too little past."""
    return began is None or now - began < WEEK or known < 30


@dataclass(frozen=True, slots=True)
class Look:
    """The first look at an address; columns as in the table `looks`."""

    at: int
    state: str
    http_status: int | None = None
    fields: int | None = None
    by_rules: int | None = None
    words: int | None = None
    delay: int | None = None

    @property
    def exported(self) -> bool:
        return self.state in EXPORTED


@dataclass(frozen=True, slots=True)
class Day:
    """24 hours of first looks, counted.

    `ago` is how many times 24 hours they ended before now, so that 7, 14, …
    are today's weekdays at today's hour.  `news` are the articles that were
    not old when they came in, `textless` the pages without any text, `filled`
    has a number for each of WATCHED, `ruled` for each of RULES, `shorter` and
    `later` for each of SHORTER and LATER; `timed` is how many had a delay.
    """

    ago: int
    states: Mapping[str, int]
    looks: int = 0
    exported: int = 0
    news: int = 0
    textless: int = 0
    filled: tuple[int, ...] = ()
    ruled: tuple[int, ...] = ()
    shorter: tuple[int, ...] = ()
    timed: int = 0
    later: tuple[int, ...] = ()

    def count(self, *states: str) -> int:
        return sum(self.states.get(state, 0) for state in states)


@dataclass(frozen=True, slots=True)
class SourceFault:
    """A declared feed, sitemap or listing whose last looks found a fault; `worked` if ever one did not."""

    url: str
    kind: str
    fault: str
    since: int
    checked_at: int
    worked: bool


@dataclass(frozen=True, slots=True)
class Pause:
    """An outlet that is left alone until then, for it blocked us."""

    until: int
    since: int
    reason: str


@dataclass(frozen=True, slots=True)
class History:
    """One outlet's past.

    `now` is the moment that is judged; `days` the
    last DAYS that had a look; `recent` its last first looks in order; `began`
    its first look of all; `newest` when its last article came in;
    `same_gap` how many had come in the weeks before, in the time of the week
    that has passed since; `ran` the days (as Day.ago) with a run;
    `disturbed` {kind: days} under an alarm of that kind, which are no measure.
    """

    outlet: str
    now: int
    days: tuple[Day, ...] = ()
    recent: tuple[Look, ...] = ()
    began: int | None = None
    newest: int | None = None
    same_gap: tuple[int, ...] = ()
    ran: frozenset[int] = frozenset()
    disturbed: Mapping[str, frozenset[int]] = field(default_factory=dict)
    sources: int = 0
    faults: tuple[SourceFault, ...] = ()
    pause: Pause | None = None

    @property
    def today(self) -> Day:
        return next((day for day in self.days if day.ago == 0), Day(0, {}))

    @property
    def is_new(self) -> bool:
        """Tell whether there is too little past to hold today against."""
        return is_new(self.began, sum(day.exported for day in self.days), self.now)

    def undisturbed(self, kind: str) -> list[Day]:
        """Return the days that were not under an alarm of a kind."""
        return [day for day in self.days if day.ago not in self.disturbed.get(kind, ())]
