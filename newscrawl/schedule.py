"""When another look is worth it: at a source by how often it brings news, at an article by its age.

Sources: of all ways to spend a number of looks on sources that bring news at
different rates, intervals that go with the root of the time between news keep
the sum of all delays least.  So a source with news every `even` seconds is
looked at as often as it brings some, one with news 4 times as seldom half as
often.  A silent stretch makes its news seem rarer, to `_STRETCH` times at most:
a night doubles the interval and no more.  What stays silent for days is let go
further, and a source that has a fault waits twice as long each time.

benchmarks/polling.py, 220 outlets with 1 article a week to 300 a day, 8,500 a
day in all, days and nights and weekends, a run every 5 minutes (delays from
publication to look, in minutes):

                    looks a day    median    p95
    every 15 minutes     21,120       7.5   14.2
    by pace, even 600    12,367       6.9   24.0
    by pace, even 720    11,307       7.5   26.0
    every 30 minutes     10,560      15.0   28.5

Articles: one is looked at again when the time since the last check passes a
fifth of its age, half an hour at least, for a week: 23 looks, and a correction
is seen after 28 minutes (median); every hour would be 168 looks and 31 minutes.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from datetime import datetime, timedelta

_FIRST_GAP = 3600.0  # seconds between the news of a source that has shown no dates
_WEIGHT = 0.2  # of one article in the smoothed gap
_NEWS_MOST = 5  # articles of one look that count: a batch is one event, not fifty
_STRETCH = 4  # a silence counts for so many usual gaps at most: a night is no change of pace
_LONG_SILENCE = 24  # but for a day of silence, news are an hour apart at least: what is dead is let go
EARLY = timedelta(seconds=60)  # a source is due so much early: before its time, no run may come again


@dataclass(frozen=True, slots=True)
class Polling:
    """Bounds of the time between two looks at a source, in seconds.

    A source that brings news every `even` seconds is looked at as often.
    """

    least: float = 300.0
    most: float = 86_400.0
    even: float = 720.0


@dataclass(frozen=True, slots=True)
class Pace:
    """How often a source brings news as its looks have told; `gap` is in seconds, smoothed.

    `news_at` is when it last brought any, else the first look at it; `poll_at`
    is when it is worth the next.
    """

    gap: float | None = None
    news_at: datetime | None = None
    looked_at: datetime | None = None
    poll_at: datetime | None = None


def after_look(
    before: Pace, now: datetime, *, news: int, polling: Polling, first_gap: float | None = None
) -> Pace:
    """Return a source's pace after a look that brought so many news.

    `first_gap` is how far apart its entries' dates lie, for a first look: all
    it shows is new then, and tells nothing of how fast it came.
    """
    if before.news_at is None or before.gap is None:
        gap, news_at = max(first_gap or _FIRST_GAP, 1.0), now
    elif news:
        gap, news_at = _smoothed(before.gap, _seconds(now - before.news_at) / news, news), now
    else:
        gap, news_at = before.gap, before.news_at
    wait = interval(gap, _seconds(now - news_at), polling)
    return Pace(gap, news_at, now, now + timedelta(seconds=wait))


def after_fault(before: Pace, now: datetime, *, polling: Polling, until: datetime | None = None) -> Pace:
    """Return a source's pace after a look that failed: twice the last wait, and not before `until`."""
    last = before.poll_at and before.looked_at and _seconds(before.poll_at - before.looked_at)
    wait = min(max(2 * (last or 0.0), 2 * polling.least), polling.most)
    poll_at = now + timedelta(seconds=wait)
    return Pace(before.gap, before.news_at, now, max(poll_at, until) if until else poll_at)


def interval(gap: float, silent: float, polling: Polling) -> float:
    """Return the seconds until the next look at a source.

    `gap` are the seconds between its news as smoothed, `silent` those since its last.
    """
    seldom = max(gap, min(silent, _STRETCH * gap), silent / _LONG_SILENCE)
    return min(max(math.sqrt(seldom * polling.even), polling.least), polling.most)


def is_due(poll_at: datetime | None, now: datetime) -> bool:
    """Tell whether a source is to be looked at: never looked at, or its time has come or is about to."""
    return poll_at is None or poll_at - EARLY <= now


def _smoothed(gap: float, latest: float, news: int) -> float:
    """Return the geometric mean of the gap before and the latest: a night among minutes weighs little."""
    weight = 1 - (1 - _WEIGHT) ** min(news, _NEWS_MOST)
    return float(max(gap, 1.0) ** (1 - weight) * max(latest, 1.0) ** weight)


def _seconds(time: timedelta) -> float:
    return max(time.total_seconds(), 0.0)  # a clock may be set back


@dataclass(frozen=True, slots=True)
class Rechecks:
    """How far apart looks at an article are: `share` (below 1) of its age, `least` seconds; for `days`."""

    share: float = 0.2
    least: float = 1800.0
    days: float = 7.0


def next_recheck(published: datetime, checked: datetime, rechecks: Rechecks) -> datetime | None:
    """Return when the time since a check passes the share of the article's age; None past its days.

    An article `age` old at the check is `age / (1 - share)` old at the next.
    """
    age = _seconds(checked - published)
    part = age * rechecks.share / max(1 - rechecks.share, 0.01)
    wait = timedelta(seconds=max(part, rechecks.least))
    last = published + timedelta(days=rechecks.days)
    return checked + wait if checked + wait <= last else None
