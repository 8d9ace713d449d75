"""The clock jumps back, the clock was years ahead, the nights when summer time begins and ends."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
import sqlalchemy as sa
from conftest import MakeArticle
from newsroom import Newsroom
from sqlalchemy.engine import Engine

from newscrawl.commands.run import set_right
from newscrawl.discover import Candidate, Source
from newscrawl.schedule import Pace, Polling, Rechecks, after_look, is_due, next_recheck
from newscrawl.store import dataset, ledger, pauses, rewinding, runs, schedule, sources
from newscrawl.store.database import read, write
from newscrawl.store.ledger import Window
from newscrawl.store.pauses import Pause
from newscrawl.store.selecting import Selection
from newscrawl.store.tables import addresses
from newscrawl.store.times import micros, parse_time

HOUR, DAY, YEAR = timedelta(hours=1), timedelta(days=1), timedelta(days=365)
BERLIN = ZoneInfo("Europe/Berlin")
FEED = "https://post.example/feed"
NIGHTS = (datetime(2026, 3, 29, tzinfo=BERLIN), datetime(2026, 10, 25, tzinfo=BERLIN))


def text(number: int) -> str:
    return (
        f"On day {number} the ferry stayed at quay {number} and nobody on pier {number} could say why. " * 9
    )


def since(newsroom: Newsroom, folder: Path, moment: str) -> tuple[list[str], str]:
    """Read as one who asks for everything since the last time; return the articles and the next time."""
    path = folder / "out.jsonl"
    told = dataset.write_file(
        newsroom.engine, Selection(since=parse_time(moment)), "jsonl", path, now=newsroom.now
    )
    return [json.loads(line)["id"] for line in path.read_bytes().splitlines()], told["next_since"]


@pytest.mark.parametrize("jump", [DAY, 5 * YEAR])
def test_who_reads_everything_since_loses_nothing_when_the_clock_jumps_back(
    jump: timedelta, engine: Engine, tmp_path: Path, now: datetime, make_article: MakeArticle
) -> None:
    newsroom, moment, found = Newsroom(engine, tmp_path, now + jump), "2020-01-01", []
    for number in range(4):
        article = make_article(f"n{number}", article_body=text(number))
        newsroom.run("post", [article])
        articles, moment = since(newsroom, tmp_path, moment)
        found += articles
        if number == 1:
            newsroom.now -= jump
    stored = newsroom.stored()
    assert found == [record["id"] for record in stored] == [r["id"] for r in newsroom.published()]
    assert len(set(found)) == 4
    assert [r["indexed_at"] for r in stored] == sorted({r["indexed_at"] for r in stored})


def test_a_correction_is_seen_though_the_record_was_read_by_a_clock_that_was_ahead(
    engine: Engine, tmp_path: Path, now: datetime, make_article: MakeArticle
) -> None:
    newsroom = Newsroom(engine, tmp_path, now)
    ahead = f"{now + DAY:%Y-%m-%dT%H:%M:%SZ}"
    newsroom.run("post", [make_article("one", article_body=text(1), date_downloaded=ahead)])
    corrected = make_article("one", article_body=text(1), headline="Corrected")
    (settled,) = newsroom.run("post", [corrected])
    assert settled.stored and settled.stored.change == "version"


# --- what waits ---


def ran(engine: Engine, at: datetime) -> None:
    """Let an outlet's run have read a feed, found two addresses, looked at one of them, and been blocked."""
    with write(engine) as connection:
        runs.start(connection, runs.new_run_id(at), "post", now=at, arguments={})
        sources.name(connection, "post", Source(FEED, "feed"))
        sources.was_read(connection, "post", FEED, now=at, status=200)
        sources.keep_pace(connection, "post", FEED, Pace(3600, at, at, at + HOUR))
        found = [(Candidate(f"https://post.example/{n}", "feed", date=at), None) for n in "ab"]
        ledger.discovered(connection, "post", found, window=Window(), now=at)
        looked = addresses.update().where(addresses.c.url == "https://post.example/a")
        told = {"state": "article", "due_at": None, "checked_at": micros(at), "recheck_at": micros(at + HOUR)}
        connection.execute(looked.values(told))


def when(engine: Engine) -> tuple[datetime, list[int]]:
    """Return when the outlet is due, and what waits in the ledger until when."""
    columns = addresses.c
    with read(engine) as connection:
        due = schedule.when_due(connection, ["post"])["post"]
        times = connection.execute(sa.select(columns.due_at, columns.recheck_at).order_by(columns.url)).all()
    return due, [at for row in times for at in row if at is not None]


@pytest.mark.parametrize("jump", [DAY, 4 * YEAR])
def test_what_a_clock_that_was_ahead_put_off_is_due_once_it_is_right(
    jump: timedelta, engine: Engine, now: datetime
) -> None:
    ran(engine, now + jump)
    assert when(engine)[0] > now
    with write(engine) as connection:
        assert rewinding.set_right(connection, "post", now)
        assert not rewinding.set_right(connection, "post", now)
    due, times = when(engine)
    assert due <= now
    assert times == [micros(now)] * 2


def test_a_due_run_finds_what_a_clock_that_was_ahead_put_off(
    engine: Engine, now: datetime, capsys: pytest.CaptureFixture[str]
) -> None:
    ran(engine, now + DAY)
    with read(engine) as connection:
        last_begins = runs.last_begins(connection)
    assert set_right(engine, last_begins, now)["post"] == micros(now)
    assert "the clock was ahead; what 1 outlet put off is due" in capsys.readouterr().err
    assert when(engine)[0] <= now
    assert set_right(engine, {"post": micros(now)}, now) == {"post": micros(now)}
    assert capsys.readouterr().err == ""


@pytest.mark.parametrize("back", [timedelta(0), timedelta(minutes=4), -HOUR])
def test_a_clock_that_is_right_or_nearly_changes_nothing(
    back: timedelta, engine: Engine, now: datetime
) -> None:
    ran(engine, now + back)
    before = when(engine)
    with write(engine) as connection:
        assert not rewinding.set_right(connection, "post", now)
    assert when(engine) == before


def test_a_pause_that_began_by_a_clock_that_was_ahead_ends(engine: Engine, now: datetime) -> None:
    ahead = now + YEAR
    ran(engine, ahead)
    with write(engine) as connection:
        pauses.begin(connection, Pause("post", ahead + HOUR, ahead, 3600, "HTTP 403"))
        rewinding.set_right(connection, "post", now)
        assert pauses.of(connection, "post") is None
    assert when(engine)[1] == [micros(now)] * 2


# --- summer time ---


@pytest.fixture(params=["Europe/Berlin", "UTC"])
def local_time(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """The machine's clock on the wall."""
    monkeypatch.setenv("TZ", request.param)
    time.tzset()
    yield
    monkeypatch.undo()
    time.tzset()


def quarters(night: datetime) -> list[datetime]:
    """Return every quarter of an hour of a night, as the clock of the machine has it: in UTC."""
    first = night.astimezone(UTC)
    return [first + timedelta(minutes=15 * number) for number in range(5 * 4)]


@pytest.mark.usefixtures("local_time")
@pytest.mark.parametrize("night", NIGHTS)
def test_a_night_of_summer_time_is_a_night_like_any_other_to_the_schedule(night: datetime) -> None:
    """Neither is a look left out or made twice, nor does a wait last an hour more or less."""

    def looks(moments: list[datetime]) -> list[Any]:
        pace, told = Pace(600.0, moments[0], moments[0], moments[0]), []
        for moment in moments:
            told.append(is_due(pace.poll_at, moment))
            if told[-1]:
                pace = after_look(pace, moment, news=1, polling=Polling())
            recheck = next_recheck(moments[0], moment, Rechecks())
            told.append(recheck and recheck - moment)
        return told

    assert looks(quarters(night)) == looks(quarters(night - 3 * DAY))


@pytest.mark.sqlite
@pytest.mark.usefixtures("local_time")
@pytest.mark.parametrize("night", NIGHTS)
def test_what_is_published_in_a_night_of_summer_time_stays_in_order(
    night: datetime, engine: Engine, tmp_path: Path, make_article: MakeArticle
) -> None:
    newsroom = Newsroom(engine, tmp_path, night.astimezone(UTC) - HOUR)
    for number in range(5):  # a run an hour
        newsroom.run("post", [make_article(f"n{number}", article_body=text(number))])
    told = newsroom.published()
    assert [record["url"][-2:] for record in told] == [f"n{number}" for number in range(5)]
    files = sorted((tmp_path / "articles" / "post").iterdir())
    assert [json.loads(path.read_bytes())["url"][-2:] for path in files] == [f"n{n}" for n in range(5)]
