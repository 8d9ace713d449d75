"""Pasts of an outlet to order: looks by the hour, counted into days as the store counts them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from newscrawl.health import Day, History, Look
from newscrawl.health.fields import BITS, RULES, WATCHED
from newscrawl.health.history import DAY, HOUR, LATER, SHORTER, STALE

NOW = 1_779_535_800_000_000  # 2026-05-23T11:30:00Z, a Saturday
ALL = sum(BITS[name] for name in WATCHED)


def look(hours_ago: float, state: str = "article", **told: Any) -> Look:
    """Return a look, of a whole article where nothing else is said."""
    values: dict[str, Any] = {"http_status": 200}
    if state in ("article", "paywalled"):
        values |= {"fields": ALL, "by_rules": 0, "words": 400, "delay": 1800}
    return Look(NOW - int(hours_ago * HOUR), state, **(values | told))


def steady(days: int = 35, a_day: int = 24, since: float = 0, **told: Any) -> list[Look]:
    """Return so many looks a day, evenly, until `since` hours ago, oldest first."""
    step = 24 / a_day
    hours = [number * step + step / 2 for number in range(days * a_day)]
    return [look(ago, **told) for ago in reversed(hours) if ago > since]


def day_of(ago: int, looks: Iterable[Look]) -> Day:
    told = list(looks)
    out = [one for one in told if one.exported]
    return Day(
        ago,
        {state: sum(one.state == state for one in told) for state in {one.state for one in told}},
        len(told),
        len(out),
        sum(one.delay is None or one.delay < STALE for one in out),
        sum(one.state == "not_article" and one.words == 0 for one in told),
        tuple(sum(bool((one.fields or 0) & BITS[name]) for one in out) for name in WATCHED),
        tuple(sum(bool((one.by_rules or 0) & BITS[name]) for one in out) for name in RULES),
        tuple(sum((one.words or 0) < bound for one in out) for bound in SHORTER),
        sum(one.delay is not None for one in out),
        tuple(sum((one.delay or 0) > bound for one in out) for bound in LATER),
    )


def past(looks: Iterable[Look], **told: Any) -> History:
    """Return the history of looks (oldest first), with a run each day."""
    known = list(looks)
    by_day: dict[int, list[Look]] = {}
    for one in known:
        by_day.setdefault((NOW - one.at) // DAY, []).append(one)
    values: dict[str, Any] = {
        "days": tuple(day_of(ago, by_day[ago]) for ago in sorted(by_day)),
        "recent": tuple(known[-200:]),
        "began": min((one.at for one in known), default=None),
        "newest": max((one.at for one in known if one.exported), default=None),
        "ran": frozenset(range(36)),
        "sources": 1,
    }
    return History("post", NOW, **(values | told))
