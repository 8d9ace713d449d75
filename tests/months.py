"""Months of a made-up press, straight into a database: outlets of every size, faults of every kind."""

from __future__ import annotations

import json
import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from newscrawl.health.fields import FIELDS
from newscrawl.store.tables import (
    addresses,
    alarms,
    articles,
    links,
    looks,
    metadata,
    pauses,
    records,
    runs,
    sources,
)
from newscrawl.store.times import micros

TOWNS = ["harbour", "linden", "cerro", "buna", "olma", "severan", "lissa", "brandt", "quay", "tern"]
PAPERS = ["post", "blatt", "diario", "times", "gazeta", "news", "herald", "echo", "bote"]
KINDS = ("feed", "feed", "feed", "news_sitemap", "sitemap", "listing", "api")
STATES = (
    ("article",) * 80 + ("paywalled",) * 4 + ("duplicate",) * 5 + ("not_article",) * 6 + ("gone", "failed")
)
_RARE = {"dateline": 0.3, "videos": 0.15, "corrections": 0.02, "source_organization": 0.4, "images": 0.7}
HOSTILE = "<script>alert(1)</script>"


@dataclass(slots=True)
class Months:
    """The press until `now`: how many outlets, how many days."""

    now: datetime
    outlets: int = 40
    days: int = 60
    size: float = 1.0  # articles a day, times this

    def names(self) -> list[str]:
        pairs = [f"{town}_{paper}" for paper in PAPERS for town in TOWNS]
        return [pairs[n] if n < len(pairs) else f"{pairs[n % len(pairs)]}_{n}" for n in range(self.outlets)]

    def write(self, connection: Connection) -> None:
        chance = random.Random(7)
        for number, name in enumerate(self.names()):
            self._outlet(connection, chance, number, name)
        self._faults(connection)
        self._links(connection, chance)

    def _outlet(self, connection: Connection, chance: random.Random, number: int, name: str) -> None:
        rate = self.size * (4 + 90 / (1 + number * 0.4))
        rows = [row for back in range(self.days) for row in self._day(chance, number, name, rate, back)]
        for table in (addresses, articles, looks):
            picked = [row[table.name] for row in rows if table.name in row]
            if picked:
                connection.execute(table.insert(), picked)
        hosts = {
            f"{name}.example": {"requests": 96, "failed": number % 7 * 3, "seconds": 30.0 + number % 11 * 9}
        }
        self._run(connection, name, self.now - timedelta(minutes=4 + number), {"hosts": hosts}, number)

    def _run(
        self, connection: Connection, name: str, at: datetime, counts: dict[str, Any], number: int
    ) -> None:
        outcome = {5: "shutdown", 7: "out of time"}.get(number % 13, "finished")
        row = {"run_id": f"R-{name}", "outlet": name, "started_at": micros(at - timedelta(minutes=1))}
        row |= {"ended_at": micros(at), "outcome": outcome, "counts": json.dumps(counts)}
        connection.execute(runs.insert(), row)

    def _day(
        self, chance: random.Random, number: int, name: str, rate: float, back: int
    ) -> Iterator[dict[str, Any]]:
        date = self.now - timedelta(days=back)
        weekend = 0.55 if date.weekday() > 4 else 1.0
        silent = number == 3 and back < 2
        count = 0 if silent else round(rate * weekend * chance.uniform(0.75, 1.25))
        for n in range(count):
            found = date - timedelta(minutes=chance.randrange(24 * 60))
            yield self._address(chance, number, name, f"{back}-{n}", found)

    def _address(
        self, chance: random.Random, number: int, name: str, key: str, found: datetime
    ) -> dict[str, Any]:
        recent = found > self.now - timedelta(days=1)
        state = "blocked" if number == 6 and recent and chance.random() < 0.7 else chance.choice(STATES)
        state = "queued" if found > self.now - timedelta(minutes=20) else state
        url, at = f"https://{name}.example/news/{key}", micros(found + timedelta(minutes=chance.randrange(9)))
        told = json.dumps({"kind": chance.choice(KINDS), "url": None}, separators=(",", ":"))
        row: dict[str, Any] = {"outlet": name, "url": url, "address_key": url, "state": state, "sort_at": at}
        row |= {
            "discovered_by": told,
            "discovered_at": micros(found),
            "changed_at": min(at, micros(self.now)),
        }
        row["article_id"] = f"{name}-{key}" if state in ("article", "paywalled") else None
        rows = {"addresses": row}
        if row["article_id"]:
            rows["articles"] = self._article(row, found)
            rows["looks"] = _look(chance, number, row, recent)
        return rows

    def _article(self, row: dict[str, Any], found: datetime) -> dict[str, Any]:
        told = {"article_id": row["article_id"], "outlet": row["outlet"], "url": row["url"], "version": 1}
        told |= {"article_key": row["url"], "is_canonical": True, "content_hash": "0"}
        return told | {"date_published": f"{found:%Y-%m-%dT%H:%M:%SZ}", "indexed_at": row["changed_at"]}

    def _faults(self, connection: Connection) -> None:
        names, now = self.names(), self.now
        for name, kind, words, hours in (
            (names[3], "silent", "no article since 09:10 UTC; that time of the week usually brings 31", 44),
            (
                names[6],
                "blocked",
                "blocked since 09:10 UTC: 403 on 21 of 31 pages; left alone until 14:10",
                5,
            ),
            (
                names[9],
                "body_empty",
                "body empty on 31 of 40 pages since 14:00, before that 0 of 212; "
                "the rule `.post-item__text` matches nothing: selector rot",
                21,
            ),
        ):
            raised = micros(now - timedelta(hours=hours))
            row = {"outlet": name, "kind": kind, "words": words, "raised_at": raised, "seen_at": micros(now)}
            connection.execute(alarms.insert(), row)
        for n in range(12):
            raised = now - timedelta(days=2 + 3 * n, hours=n)
            told = {"raised_at": micros(raised), "seen_at": micros(raised), "outlet": names[n % len(names)]}
            told |= {
                "kind": "late",
                "words": f"articles come {3 + n} hours after publication, usually 12 minutes",
            }
            connection.execute(alarms.insert(), told | {"ended_at": micros(raised + timedelta(hours=5 + n))})
        until = {"until": micros(now + timedelta(hours=3)), "since": micros(now - timedelta(hours=5))}
        told = {"outlet": names[6], "seconds": 28_800, "reason": "403 on 21 of 31 pages"}
        connection.execute(pauses.insert(), told | until)
        fault = {"outlet": names[8], "url": f"https://{names[8]}.example/feed", "kind": "feed"}
        fault |= {"fault": "HTML where a feed should be", "fault_at": micros(now - timedelta(hours=2))}
        connection.execute(sources.insert(), fault)

    def _links(self, connection: Connection, chance: random.Random) -> None:
        ids = list(connection.scalars(sa.select(articles.c.article_id).order_by(articles.c.article_id)))
        wire = [one for one in ids if one.startswith((self.names()[0], self.names()[4]))]
        told = {"similarity": 1.0, "strength": 1.0, "one_found": 1.0, "other_found": 1.0, "evidence": "text"}
        pairs = {tuple(sorted((chance.choice(wire), chance.choice(ids)))) for _ in range(len(ids) // 20)}
        rows = [
            {"one": one, "other": other, "relation": chance.choice(("copy", "edited", "translation"))} | told
            for one, other in sorted(pairs)
            if one != other
        ]
        connection.execute(links.insert(), rows)
        self._records(connection, wire, rows)

    def _records(self, connection: Connection, wire: list[str], rows: list[dict[str, Any]]) -> None:
        """Write the records of copies: each is one of an article of the wire."""
        copies = {row["other"] if row["one"] in wire else row["one"]: row for row in rows}
        first = micros(self.now) - len(copies)
        for at, (article_id, row) in enumerate(copies.items(), first):
            original = row["one"] if article_id == row["other"] else row["other"]
            outlet, origin = (one.split("-")[0] for one in (article_id, original))
            record = {"copy_of": {"id": original, "outlet": origin, "relation": row["relation"]}}
            told = {"indexed_at": at, "article_id": article_id, "outlet": outlet, "version": 1}
            told |= {"run_id": f"R-{outlet}", "published": True, "record": json.dumps(record)}
            connection.execute(records.insert(), told)
            mine = articles.c.article_id == article_id
            connection.execute(articles.update().where(mine).values(indexed_at=at))


def _look(chance: random.Random, number: int, row: dict[str, Any], recent: bool) -> dict[str, Any]:
    lost = {"article_body"} if number == 9 and recent else set()
    lost |= {"authors"} if number % 5 == 2 else set()
    lost |= {"date_modified", "keywords"} if number % 4 == 1 else set()
    filled = sum(
        1 << place
        for place, name in enumerate(FIELDS)
        if name not in lost and chance.random() < _RARE.get(name, 0.985)
    )
    told = {"outlet": row["outlet"], "at": row["changed_at"], "state": row["state"], "again": False}
    return told | {"fields": filled, "by_rules": 0, "words": 420, "delay": 600}


def empty(connection: Connection) -> None:
    """Make the tables of a database that nothing has been written into."""
    metadata.create_all(connection)
