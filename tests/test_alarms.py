"""Alarms in the database, and the past that they are judged by."""

from __future__ import annotations

from typing import Any

import pytest
from pasts import NOW, look, past, steady
from sqlalchemy.engine import Connection, Engine

from newscrawl.health import Alarm, Look
from newscrawl.health.history import DAY, HOUR, WEEK
from newscrawl.store import alarms, health
from newscrawl.store.database import write
from newscrawl.store.tables import looks as table
from newscrawl.store.tables import pauses, runs, sources


def alarm(kind: str = "blocked", words: str = "on 9 of 9 pages") -> Alarm:
    return Alarm("post", kind, words, NOW)


def rows(connection: Connection) -> list[tuple[Any, ...]]:
    found = connection.execute(alarms.alarms.select().order_by(alarms.alarms.c.alarm_id)).all()
    return [(row.kind, row.words, row.raised_at, row.seen_at, row.ended_at) for row in found]


def test_an_alarm_is_raised_once_seen_while_it_holds_and_ended(engine: Engine) -> None:
    with write(engine) as connection:
        alarms.keep(connection, "post", [alarm()], NOW)
        alarms.keep(connection, "post", [alarm(words="on 12 of 12 pages"), alarm("late")], NOW + HOUR)
        assert rows(connection) == [
            ("blocked", "on 12 of 12 pages", NOW, NOW + HOUR, None),
            ("late", "on 9 of 9 pages", NOW + HOUR, NOW + HOUR, None),
        ]
        alarms.keep(connection, "post", [alarm("late")], NOW + 2 * HOUR)
        assert rows(connection)[0][3:] == (NOW + HOUR, NOW + 2 * HOUR)
        assert [row.kind for row in alarms.held(connection)] == ["late"]
        alarms.keep(connection, "mail", [], NOW + 3 * HOUR)
        assert rows(connection)[1][4] is None


def test_an_alarm_that_comes_back_within_a_day_is_the_same_one(engine: Engine) -> None:
    with write(engine) as connection:
        for hours, found in ((0, [alarm()]), (1, []), (20, [alarm()]), (21, []), (46, [alarm()])):
            alarms.keep(connection, "post", found, NOW + hours * HOUR)
        assert [row[2] for row in rows(connection)] == [NOW, NOW + 46 * HOUR]
        assert [row.raised_at for row in alarms.held(connection)] == [NOW + 46 * HOUR]


def test_of_an_alarm_that_two_runs_raised_together_one_is_left(engine: Engine) -> None:
    with write(engine) as connection:
        alarms.keep(connection, "post", [alarm()], NOW)
        twin = {"outlet": "post", "kind": "blocked", "words": "w", "raised_at": NOW, "seen_at": NOW}
        connection.execute(alarms.alarms.insert().values(twin))
        alarms.keep(connection, "post", [alarm()], NOW + HOUR)
        assert [row[4] for row in rows(connection)] == [NOW + HOUR, None]


def test_an_alarm_of_an_outlet_that_is_no_longer_crawled_ends(engine: Engine) -> None:
    with write(engine) as connection:
        alarms.keep(connection, "post", [alarm()], NOW)
        alarms.forget(connection, NOW + 14 * DAY)
        assert len(alarms.held(connection)) == 1
        alarms.forget(connection, NOW + 15 * DAY)
        assert [row[4] for row in rows(connection)] == [NOW]


def test_an_alarm_is_told_once(engine: Engine) -> None:
    with write(engine) as connection:
        alarms.keep(connection, "post", [alarm(), alarm("late")], NOW)
        first, second = alarms.untold(connection)
        alarms.told(connection, [first.alarm_id], NOW)
        assert [row.kind for row in alarms.untold(connection)] == [second.kind]
        alarms.keep(connection, "post", [alarm()], NOW + HOUR)
        assert alarms.untold(connection) == []


def test_days_under_an_alarm_are_known_by_its_kind(engine: Engine) -> None:
    with write(engine) as connection:
        alarms.keep(connection, "post", [alarm("late")], NOW - 5 * DAY)
        alarms.keep(connection, "post", [alarm("blocked")], NOW - 3 * DAY - HOUR)
        assert alarms.days_under(connection, "post", NOW) == {
            "late": frozenset({3, 4, 5}),
            "blocked": frozenset({0, 1, 2, 3}),
        }


# --- the past ---


def kept(connection: Connection, told: list[Look], outlet: str = "post", *, again: bool = False) -> None:
    names = Look.__dataclass_fields__
    rows = [{name: getattr(one, name) for name in names} for one in told]
    connection.execute(table.insert(), [row | {"outlet": outlet, "again": again} for row in rows])


@pytest.fixture
def told() -> list[Look]:
    """Return looks of every kind over some weeks, oldest first."""
    states = ("article", "paywalled", "not_article", "failed", "duplicate")
    found = [
        look(hours, states[n % 5], fields=n * 7919 % 2**19, by_rules=n % 5, words=n * 13 % 400, delay=n * 997)
        for n, hours in enumerate(range(1, 34 * 24, 5))
    ]
    return [*steady(5, since=3), *found, look(40 * 24), look(2, "not_article", words=0), look(1, delay=None)]


def test_the_past_out_of_the_database_is_what_its_looks_count_to(engine: Engine, told: list[Look]) -> None:
    told = sorted(told, key=lambda one: one.at)
    with write(engine) as connection:
        kept(connection, told)
        kept(connection, steady(3), "mail")
        kept(connection, [look(1, "gone")], again=True)
        found = health.history(connection, "post", NOW)
    fresh = [one for one in told if one.at > NOW - 35 * DAY]
    expected = past(fresh)
    assert found.days == expected.days
    assert found.recent == tuple(one for one in fresh if one.at > NOW - 14 * DAY)[-200:]
    assert (found.began, found.newest) == (told[0].at, NOW - HOUR)


def run(connection: Connection, at: int, *, ended: bool = True, outlet: str = "post") -> None:
    values = {
        "run_id": f"{outlet}{at}",
        "outlet": outlet,
        "started_at": at,
        "ended_at": at if ended else None,
    }
    connection.execute(runs.insert().values(values))


def test_an_outlet_is_judged_as_of_its_last_run_s_end(engine: Engine) -> None:
    with write(engine) as connection:
        connection.execute(runs.delete())
        for at in (NOW - 9 * DAY, NOW - 3 * DAY):
            run(connection, at)
        run(connection, NOW - HOUR, ended=False)
        kept(connection, steady(20, since=80))
        found = health.history(connection, "post", NOW)
        assert found.now == NOW - 3 * DAY
        assert found.ran == {0, 6}
        assert health.outlets(connection) == ["post"]


def test_a_long_gap_is_held_against_the_weeks_before(engine: Engine) -> None:
    with write(engine) as connection:
        connection.execute(runs.delete())
        for day in range(37):
            run(connection, NOW - day * DAY)
        kept(connection, steady(since=12))
        found = health.history(connection, "post", NOW)
    assert found.newest is not None
    assert (found.now - found.newest) / HOUR == 12.5
    assert found.same_gap == (12, 12, 12, 12)


def test_faults_of_declared_sources_and_pauses_are_part_of_it(engine: Engine) -> None:
    feed = {
        "outlet": "post",
        "url": "https://post.example/feed",
        "kind": "feed",
        "checked_at": NOW,
        "entries": 9,
    }
    with write(engine) as connection:
        rows: list[dict[str, Any]] = [
            feed | {"fault": "HTTP 404", "fault_since": NOW - WEEK},
            feed | {"url": "https://post.example/other"},
            feed | {"url": "https://post.example/map", "parent": feed["url"], "fault": "HTTP 500"},
            feed | {"url": "https://post.example/never", "checked_at": None},
        ]
        for row in rows:
            connection.execute(sources.insert().values(row))
        connection.execute(
            pauses.insert().values(outlet="post", until=NOW + DAY, seconds=9, since=NOW, reason="HTTP 403")
        )
        found = health.history(connection, "post", NOW)
    assert found.sources == 2
    assert [(fault.url, fault.since, fault.worked) for fault in found.faults] == [
        (feed["url"], NOW - WEEK, True)
    ]
    assert found.pause is not None
    assert found.pause.reason == "HTTP 403"
