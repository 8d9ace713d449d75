"""What is due: outlets by their sources, queued addresses and later looks; runs that do just that."""

from __future__ import annotations

import asyncio
import json
from datetime import datetime, timedelta
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
import sqlalchemy as sa
from loopback import Pages, Said, feed, run
from scrapy.settings import Settings
from sqlalchemy.engine import Engine

from newscrawl.discover import Candidate, Source
from newscrawl.extensions.hand import Hand
from newscrawl.schedule import Pace
from newscrawl.store import ledger, schedule, sources
from newscrawl.store.database import open_database, read, sqlite_url, write
from newscrawl.store.ledger import Window
from newscrawl.store.tables import addresses, pauses, records, runs
from newscrawl.store.tables import sources as source_table
from newscrawl.store.times import micros

HOUR, DAY = timedelta(hours=1), timedelta(days=1)
FEED = "https://post.example/feed"


def polled(engine: Engine, poll_at: datetime, outlet: str = "post", url: str = FEED) -> None:
    with write(engine) as connection:
        sources.name(connection, outlet, Source(url, "feed"))
        sources.keep_pace(connection, outlet, url, Pace(3600, poll_at, poll_at, poll_at))


def due(engine: Engine, *outlets: str, **told: Any) -> list[datetime]:
    with read(engine) as connection:
        return list(schedule.when_due(connection, outlets or ["post"], **told).values())


def known(engine: Engine, now: datetime, *names: str, **values: Any) -> None:
    """Enter addresses of "post" and give their rows these values."""
    urls = [f"https://post.example/{name}" for name in names]
    with write(engine) as connection:
        found = [(Candidate(url, "feed", date=now - n * DAY), None) for n, url in enumerate(urls)]
        ledger.discovered(connection, "post", found, window=Window(), now=now)
        which = addresses.update().where(addresses.c.url.in_(urls))
        connection.execute(which.values({"state": "article", "due_at": None} | values))


def test_an_outlet_that_was_never_polled_is_due(engine: Engine, now: datetime) -> None:
    assert due(engine)[0] < now
    known(engine, now, "one", recheck_at=micros(now + DAY))
    assert due(engine)[0] < now


def test_an_outlet_is_due_with_the_first_of_its_sources_addresses_and_articles(
    engine: Engine, now: datetime
) -> None:
    polled(engine, now + 9 * HOUR)
    polled(engine, now + 6 * HOUR, url=f"{FEED}/2")
    assert now + 5.9 * HOUR < due(engine)[0] <= now + 6 * HOUR
    known(engine, now, "one", recheck_at=micros(now + 4 * HOUR))
    assert due(engine) == [now + 4 * HOUR]
    known(engine, now, "two", state="queued", due_at=micros(now + 2 * HOUR))
    assert due(engine) == [now + 2 * HOUR]


def test_each_outlet_has_a_time_of_its_own_and_articles_count_when_they_are_looked_at_again(
    engine: Engine, now: datetime
) -> None:
    polled(engine, now + 2 * HOUR)
    polled(engine, now + 3 * HOUR, outlet="mail")
    known(engine, now, "one", recheck_at=micros(now))
    post, mail = due(engine, "post", "mail")
    assert (post, mail > now + 2.9 * HOUR) == (now, True)
    assert due(engine, rechecks=False)[0] > now + 1.9 * HOUR


def test_a_paused_outlet_is_not_due_before_its_pause_ends(engine: Engine, now: datetime) -> None:
    with write(engine) as connection:
        told = {"outlet": "post", "until": micros(now + 5 * HOUR), "seconds": 1, "since": 0, "reason": "403"}
        connection.execute(pauses.insert().values(told))
    assert due(engine) == [now + 5 * HOUR]
    polled(engine, now + 9 * HOUR)
    assert due(engine)[0] > now + 8.9 * HOUR


def test_articles_to_look_at_again_come_newest_first_no_more_than_wanted_and_not_twice(
    engine: Engine, now: datetime
) -> None:
    known(engine, now, "new", "old", "older", recheck_at=micros(now))
    known(engine, now, "later", recheck_at=micros(now + HOUR))
    known(engine, now, "gone", state="gone", recheck_at=micros(now))
    with read(engine) as connection:
        claims = schedule.claim_rechecks(connection, "post", limit=2, now=now)
        rest = schedule.claim_rechecks(
            connection, "post", limit=9, now=now, without=[claim.address_id for claim in claims]
        )
    assert [claim.url.rpartition("/")[2] for claim in claims + rest] == ["new", "old", "older"]
    assert all(claim.recheck for claim in claims + rest)


def claims_of_a_run(engine: Engine, now: datetime, **settings: Any) -> list[str]:
    """Return what a run takes in hand when each look comes to nothing at once."""
    run: Any = SimpleNamespace(
        engine=engine,
        outlet="post",
        window=Window(),
        only=None,
        most=None,
        goes_on=True,
        clock=lambda: now,
    )
    hand = Hand(run, Settings({"CLAIM_BATCH": 8, "RETRY_WAIT": 0, "RECHECKS_A_RUN": 2} | settings))

    async def take() -> list[str]:
        told = []
        async for claim in hand.claims():
            told.append(claim.url.rpartition("/")[2])
            with write(engine) as connection:
                ledger.settle(connection, claim.address_id, due_at=None, recheck_at=None)
            hand.let_go(claim)
            hand.wake()
        return told

    return asyncio.run(take())


def test_a_due_run_takes_news_first_then_no_more_articles_again_than_it_may(
    engine: Engine, now: datetime
) -> None:
    known(engine, now, "one", "two", "three", recheck_at=micros(now))
    known(engine, now, "news", state="queued", due_at=micros(now))
    assert claims_of_a_run(engine, now, DUE_ONLY=True) == ["news", "one", "two"]
    assert claims_of_a_run(engine, now, DUE_ONLY=True, RECHECKS_A_RUN=0) == []
    assert claims_of_a_run(engine, now, DUE_ONLY=False) == []
    assert claims_of_a_run(engine, now, DUE_ONLY=True) == ["three"]


def test_articles_that_are_looked_at_again_are_counted(engine: Engine, now: datetime) -> None:
    known(engine, now, "late", recheck_at=micros(now - HOUR))
    known(engine, now, "one", "two", recheck_at=micros(now + HOUR))
    with read(engine) as connection:
        assert schedule.rechecks(connection, "post", now=now) == (3, 1)
        assert schedule.rechecks(connection, "mail", now=now) == (0, 0)


# --- whole runs, on loopback; the time that passes is taken off what the database holds ---

PAGE = """<html lang="en"><head><title>{0}</title><meta property="og:type" content="article">
<meta property="og:title" content="{0}"></head><body><article><h1>{0}</h1>{1}</article></body></html>"""
TEXT = (
    "<p>The ferry {0} waited at the quay until noon, and the captain told the passengers of fog, of the "
    "tide and of a harbour master who would not let her go before the light had come back over the bay.</p>"
    "<p>By the evening all {0} passengers had been brought to the island, most of them by the pilot boat, "
    "and the company said that they would have their money back within the week if they asked for it.</p>"
)


class Lantern:
    """An outlet with two feeds on loopback, and what runs make of it."""

    def __init__(self, host: str, pages: Pages, folder: Path) -> None:
        self.host, self.pages, self.output = host, pages, folder / "output"
        self.output.mkdir()
        pages.etags = True
        (folder / "papers").mkdir()
        (folder / "papers" / "lantern.py").write_text(
            "from newscrawl.platforms import NewsSpider\n\n\nclass LanternSpider(NewsSpider):\n"
            '    name = "lantern"\n    publisher = "The Lantern"\n    languages = ("en",)\n'
            f'    home = "http://{host}/"\n    feeds = ("http://{host}/feed", "http://{host}/sea")\n'
        )
        self.environment = {
            "NEWSCRAWL_SPIDER_MODULES": str(folder / "papers"),
            "NEWSCRAWL_PRIVATE_ALLOWED": host,
            "NEWSCRAWL_AUTOTHROTTLE_ENABLED": "0",
            "NEWSCRAWL_RETRY_WAIT": "0",
            "NEWSCRAWL_TRANSLATIONS": "0",
        }
        self.write("/one", "One", "Aurora")
        self.write("/two", "Two", "Borealis")
        pages["/feed"] = feed(host, "/one", "/two")
        pages["/sea"] = feed(host, "/one")

    def write(self, path: str, headline: str, *names: str) -> None:
        text = "".join(TEXT.format(name) for name in names)
        self.pages[path] = ("text/html", PAGE.format(f"{headline} leaves the harbour in the fog", text))

    def due_run(self) -> Said:
        self.pages.asked.clear()
        return run("run", "--due", "lantern", "--jobs", "1", output=self.output, **self.environment)

    @property
    def asked(self) -> list[str]:
        return sorted(path for path in self.pages.asked if path != "/robots.txt")

    def passes(self, time: timedelta, *, but: str = "") -> None:
        """Let time pass: everything that the database holds was so much earlier; not for the source `but`."""
        told = int(time / timedelta(microseconds=1))
        columns = [source_table.c[name] for name in ("poll_at", "checked_at", "news_at")]
        with write(self.engine) as connection:
            which = source_table.update().where(source_table.c.url != f"http://{self.host}{but}")
            connection.execute(which.values({column: column - told for column in columns}))
            names = ("recheck_at", "checked_at", "due_at", "discovered_at", "changed_at")
            columns = [addresses.c[name] for name in names]
            connection.execute(addresses.update().values({column: column - told for column in columns}))

    @property
    def engine(self) -> Engine:
        return open_database(sqlite_url(self.output / "newscrawl.db"))

    def row(self, path: str) -> dict[str, Any]:
        with read(self.engine) as connection:
            query = sa.select(addresses).where(addresses.c.url == f"http://{self.host}{path}")
            return dict(connection.execute(query).one()._mapping)

    def counts(self) -> dict[str, int]:
        """Return what the last run's row tells."""
        with read(self.engine) as connection:
            last = sa.select(runs.c.counts).order_by(runs.c.started_at.desc(), runs.c.run_id.desc())
            return json.loads(connection.scalars(last).first() or "{}")

    def versions(self) -> list[int]:
        with read(self.engine) as connection:
            return list(connection.scalars(sa.select(records.c.version).order_by(records.c.indexed_at)))


@pytest.fixture
def lantern(site: tuple[str, Pages], tmp_path: Path) -> Lantern:
    return Lantern(*site, tmp_path)


def test_due_runs_read_what_is_due_see_corrections_and_removals_and_else_ask_nothing(
    lantern: Lantern,
) -> None:
    said = lantern.due_run()
    assert (said.code, lantern.asked) == (0, ["/feed", "/one", "/sea", "/two"]), said.err
    assert lantern.versions() == [1, 1]

    said = lantern.due_run()
    assert (said.code, lantern.pages.asked) == (0, [])
    assert said.out.startswith("newscrawl: nothing is due before ")
    assert said.out.count("\n") == 1

    lantern.passes(HOUR, but="/sea")
    before = lantern.row("/one")
    said = lantern.due_run()
    assert (said.code, lantern.asked) == (0, ["/feed", "/one", "/two"]), said.err
    after = lantern.row("/one")
    moved = {name for name in before if before[name] != after[name]}
    assert moved == {"checked_at", "recheck_at", "http_status"}
    told = lantern.counts()
    names = ("sources", "sources_unchanged", "not_due", "rechecks", "rechecks_unchanged", "rechecks_changed")
    assert [told[name] for name in names] == [1, 1, 1, 2, 2, 0]

    lantern.write("/one", "One", "Aurora", "Cassiopeia")
    del lantern.pages["/two"]
    lantern.passes(timedelta(minutes=40), but="/feed")
    said = lantern.due_run()
    assert said.code == 0, said.err
    assert {"/one", "/two"} <= set(lantern.asked)
    assert lantern.versions() == [1, 1, 2]
    assert [lantern.row(path)["state"] for path in ("/one", "/two")] == ["article", "gone"]
    assert lantern.row("/two")["recheck_at"] is None
    assert lantern.counts()["rechecks_changed"] == 2
