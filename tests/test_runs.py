"""A run's row and its name."""

from __future__ import annotations

import re
from datetime import datetime, timedelta

from sqlalchemy.engine import Engine

from newscrawl.store import runs
from newscrawl.store.database import read, write
from newscrawl.store.runs import new_run_id


def test_a_run_s_name_sorts_by_time_and_is_its_own(now: datetime) -> None:
    names = [new_run_id(now), new_run_id(now), new_run_id(now + timedelta(seconds=1))]
    assert len(set(names)) == 3
    assert max(names[:2]) < names[2]
    assert all(re.fullmatch(r"\d{8}T\d{6}Z-[0-9a-f]{6}", name) for name in names)


def test_the_last_run_is_the_last_that_came_to_its_end(engine: Engine, now: datetime) -> None:
    with write(engine) as connection:
        runs.start(connection, "R3", "post", now=now + timedelta(hours=1), arguments={"since": "2026-05-01"})
        assert runs.last_of(connection, "post") is None
        runs.end(connection, "R1", now=now, outcome="finished", counts={"new": 3})
    with read(engine) as connection:
        last = runs.last_of(connection, "post")
    assert last is not None
    assert (last.run_id, last.outcome, last.counts) == ("R1", "finished", '{"new":3}')


def test_when_each_outlet_s_last_run_began(engine: Engine, now: datetime) -> None:
    with write(engine) as connection:
        runs.start(connection, "R3", "post", now=now + timedelta(hours=1), arguments={})
        began = runs.last_begins(connection)
    assert began["post"] - began["mail"] == 3_600_000_000
