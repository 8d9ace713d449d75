"""How often a healthy press alarms, and how soon faults do: outlets of a simulated year's part, by real code.

    python benchmarks/alarms.py [--outlets 220] [--days 60] [--seed 1] [--every 6]

Makes looks as outlets leave them (rates from one to hundreds a day, weekdays,
nights, overdispersion, days of breaking news, hours of trouble), stores them
in a scratch database and judges every outlet every --every hours of the last
--days less five weeks.  Then breaks outlets, one fault each, and judges them
every hour for two days.  Prints false alarms a day over all outlets, and of
each fault how many were found, after how many pages and hours (median).
"""

from __future__ import annotations

import argparse
import math
import random
import tempfile
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median
from typing import Any

from newscrawl.health import Alarm, assess
from newscrawl.health.fields import BITS, FIELDS
from newscrawl.health.history import DAY, HOUR
from newscrawl.store import alarms, health
from newscrawl.store.database import open_database, sqlite_url, write
from newscrawl.store.tables import alarms as alarm_table
from newscrawl.store.tables import looks as look_table
from newscrawl.store.tables import runs

END = 20_600 * DAY  # a Wednesday in 2026, midnight
RAMP = 35  # days before the first judgement
Row = dict[str, Any]


@dataclass
class Paper:
    """A made outlet: how much it brings and when, how its pages usually are."""

    name: str
    random: random.Random
    rate: float = 0
    weekend: float = 1
    night: float = 0
    shift: float = 0
    filled: dict[str, float] = field(default_factory=dict)
    shares: dict[str, float] = field(default_factory=dict)
    ruled: bool = False
    words: float = 300
    short: float = 0
    delay: float = 1800

    @classmethod
    def made(cls, name: str, seed: int) -> Paper:
        r = random.Random(f"{seed} {name}")
        rate = min(400.0, max(1.5, r.lognormvariate(math.log(30), 1.0)))
        paper = cls(name, r, rate, r.uniform(0.25, 1), r.uniform(0.3, 1), r.uniform(0, 24))
        paper.filled = {name: r.choice((0.0, 0.3, 0.6, 0.9, 0.99, 1, 1, 1)) for name in FIELDS}
        paper.filled |= {"headline": 1.0, "article_body": 0.998, "in_language": 1.0, "date_published": 0.99}
        paper.shares = {
            "not_article": r.choice((0.0, 0.01, 0.03, 0.1, 0.25)),
            "paywalled": r.choice((0.0, 0.0, 0.0, 0.05, 0.3, 0.6)),
            "failed": r.choice((0.0, 0.003, 0.01, 0.03)),
            "duplicate": r.choice((0.0, 0.01, 0.05)),
        }
        paper.ruled = r.random() < 0.4
        paper.words, paper.short = r.uniform(150, 700), r.choice((0.0, 0.02, 0.1))
        paper.delay = r.lognormvariate(math.log(1800), 0.8)
        return paper

    def times(self, day: int) -> Iterator[int]:
        """Yield when a day's articles come in: in quarters of an hour, as runs find them."""
        r = self.random
        expected = self.rate * (self.weekend if day % 7 in (2, 3) else 1) * r.gammavariate(12, 1 / 12)
        if r.random() < 0.01:
            expected *= r.uniform(1.5, 4)  # news breaks
        elif r.random() < 0.004:
            expected *= 0.35  # a holiday
        for _ in range(_poisson(r, expected)):
            hour = r.uniform(0, 24)
            while r.random() < self.night * (0.5 + 0.5 * math.cos((hour + self.shift) / 12 * math.pi)):
                hour = r.uniform(0, 24)
            yield day * DAY + (int(hour * 4) + 1) * HOUR // 4 + r.randrange(1_000_000)

    def looks(self, day: int) -> list[Row]:
        r = self.random
        rows = [self.look(at) for at in sorted(self.times(day))]
        if r.random() < 0.03:
            self._trouble(rows)
        return rows

    def _trouble(self, rows: list[Row]) -> None:
        """An hour in which the site or the net gives in; or a batch of pages that are no articles."""
        r = self.random
        start, kind = r.randrange(len(rows) or 1), r.choice(("failed", "queued", "not_article"))
        for row in rows[start : start + r.randint(2, 5)]:
            row |= {"state": kind, "fields": None, "by_rules": None, "words": None, "delay": None}

    def look(self, at: int) -> Row:
        r = self.random
        roll, state = r.random(), "article"
        for name, share in self.shares.items():
            if roll < share:
                state = name
                break
            roll -= share
        row: Row = {"outlet": self.name, "at": at, "state": state, "again": False, "http_status": 200}
        row |= {"fields": None, "by_rules": None, "words": None, "delay": None}
        if state in ("article", "paywalled", "duplicate"):
            words = (
                r.uniform(10, 60) if r.random() < self.short else r.lognormvariate(math.log(self.words), 0.6)
            )
            late = r.uniform(1, 20) * 3600 if r.random() < 0.03 else 0
            row["fields"] = sum(BITS[name] for name, share in self.filled.items() if r.random() < share)
            row["by_rules"] = BITS["article_body"] * (self.ruled and r.random() < 0.98)
            row |= {"words": int(words), "delay": int(r.expovariate(1 / self.delay) + late)}
        return row


def _poisson(r: random.Random, expected: float) -> int:
    if expected > 60:
        return max(0, round(r.gauss(expected, math.sqrt(expected))))
    limit, number, product = math.exp(-expected), 0, r.random()
    while product > limit:
        number, product = number + 1, product * r.random()
    return number


def _lost(row: Row, **values: Any) -> list[Row]:
    return [row | {"fields": None, "by_rules": None, "words": None, "delay": None} | values]


def _exported(row: Row, **values: Any) -> list[Row]:
    return [row | values] if row["state"] in ("article", "paywalled") else [row]


FAULTS: dict[str, tuple[str, Callable[[Row, random.Random], list[Row]]]] = {
    "the body's rule is blind, no text": (
        "body_empty",
        lambda row, _: _lost(row, state="not_article", words=0),
    ),
    "three in four bodies empty": (
        "body_empty",
        lambda row, r: (
            _exported(row, fields=(row["fields"] or 0) & ~4, words=0) if r.random() < 0.75 else [row]
        ),
    ),
    "blocked": ("blocked", lambda row, _: _lost(row, state="blocked", http_status=403)),
    "half of the pages fail": (
        "failing",
        lambda row, r: _lost(row, state="failed", http_status=500) if r.random() < 0.5 else [row],
    ),
    "feed dead": ("silent", lambda _, __: []),
    "authors lost": (
        "field_lost:authors",
        lambda row, _: _exported(row, fields=(row["fields"] or 0) & ~BITS["authors"]),
    ),
    "half of the bodies short": (
        "body_short",
        lambda row, r: _exported(row, words=int(r.uniform(5, 20))) if r.random() < 0.5 else [row],
    ),
    "a paywall": ("truncated", lambda row, _: _exported(row, state="paywalled")),
}


class Press:
    """The outlets in a scratch database."""

    def __init__(self, folder: Path, outlets: int, days: int, seed: int) -> None:
        self.engine = open_database(sqlite_url(folder / "newscrawl.db"))
        self.papers = [Paper.made(f"paper_{number:03}", seed) for number in range(outlets)]
        with write(self.engine) as connection:
            for paper in self.papers:
                rows = [row for day in range(END // DAY - days, END // DAY) for row in paper.looks(day)]
                connection.execute(look_table.insert(), rows)
                connection.execute(runs.insert(), [_run(paper.name, END - day * DAY) for day in range(days)])

    def judge(self, outlet: str, now: int) -> list[Alarm]:
        with write(self.engine) as connection:
            found = assess(health.history(connection, outlet, now)).alarms
            alarms.keep(connection, outlet, found, now)
        return list(found)

    def healthy(self, days: int, every: int) -> tuple[Counter[str], list[str]]:
        """Judge all outlets every so many hours; return alarms raised by kind, and their words."""
        for now in range(END - days * DAY, END, every * HOUR):
            with write(self.engine) as connection:
                connection.execute(runs.insert(), [_run(paper.name, now) for paper in self.papers])
            for paper in self.papers:
                self.judge(paper.name, now)
        with write(self.engine) as connection:
            raised = connection.execute(alarm_table.select()).all()
            connection.execute(alarm_table.delete())
        return Counter(row.kind.partition(":")[0] for row in raised), [
            f"{r.outlet}: {r.words}" for r in raised
        ]

    def broken(self, name: str, paper: Paper, hours: int) -> tuple[int, int] | None:
        """Break an outlet from END on; return after how many pages and hours it alarmed."""
        kind, change = FAULTS[name]
        told = [row for day in range(3) for row in paper.looks(END // DAY + day)]
        rows = [new for row in told for new in change(row, paper.random)]
        try:
            for hour in range(1, hours + 1):
                now = END + hour * HOUR
                fresh = [row for row in rows if now - HOUR < row["at"] <= now]
                with write(self.engine) as connection:
                    connection.execute(runs.insert(), [_run(paper.name, now)])
                    if fresh:
                        connection.execute(look_table.insert(), fresh)
                if any(alarm.kind == kind for alarm in self.judge(paper.name, now)):
                    return sum(row["at"] <= now for row in told), hour
            return None
        finally:
            with write(self.engine) as connection:
                connection.execute(look_table.delete().where(look_table.c.at > END))
                connection.execute(runs.delete().where(runs.c.started_at > END))
                connection.execute(alarm_table.delete())


_runs = iter(range(10**9))


def _run(outlet: str, at: int) -> Row:
    return {"run_id": f"R{next(_runs)}", "outlet": outlet, "started_at": at, "ended_at": at}


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    for option, usual in (
        ("--outlets", 220),
        ("--days", 60),
        ("--seed", 1),
        ("--every", 6),
        ("--broken", 30),
    ):
        parser.add_argument(option, type=int, default=usual)
    asked = parser.parse_args()
    judged = asked.days - RAMP
    with tempfile.TemporaryDirectory() as folder:
        press = Press(Path(folder), asked.outlets, asked.days, asked.seed)
        raised, words = press.healthy(judged, asked.every)
        a_day = sum(raised.values()) / judged
        print(f"{a_day:.2f} false alarms a day over {asked.outlets} outlets: {dict(raised)}")
        print(*(f"  {told}" for told in words[:20]), sep="\n")
        for name in FAULTS:
            found: dict[bool, list[tuple[int, int]]] = defaultdict(list)
            papers = [p for p in press.papers if p.filled["authors"] > 0.85 and p.shares["paywalled"] < 0.3]
            for paper in papers[: asked.broken]:
                seen = press.broken(name, paper, 48)
                found[seen is not None].append(seen or (0, 0))
            pages, hours = (median(one[place] for one in found[True] or [(0, 0)]) for place in (0, 1))
            print(
                f"{name:36}{len(found[True])} of {sum(map(len, found.values()))} in two days, "
                f"after {pages:.0f} pages, {hours:.0f} h"
            )


if __name__ == "__main__":
    main()
