"""One run holds an outlet; names of outlets are no way out of the folder."""

from __future__ import annotations

import multiprocessing
import re
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy.engine import Engine

from newscrawl.store import runs
from newscrawl.store.database import StoreError, read, write
from newscrawl.store.runs import LockedError, folder_name, new_run_id, outlet_lock


def test_a_second_run_of_an_outlet_is_refused_until_the_first_is_over(engine: Engine, tmp_path: Path) -> None:
    with outlet_lock(engine, "post", tmp_path / "locks"):
        with (
            pytest.raises(LockedError, match="another run holds post"),
            outlet_lock(engine, "post", tmp_path / "locks"),
        ):
            pass
        with outlet_lock(engine, "mail", tmp_path / "locks"):
            pass
    with outlet_lock(engine, "post", tmp_path / "locks"):
        pass


def test_a_lock_ends_with_an_error_too(engine: Engine, tmp_path: Path) -> None:
    with pytest.raises(ZeroDivisionError), outlet_lock(engine, "post", tmp_path):
        raise ZeroDivisionError
    with outlet_lock(engine, "post", tmp_path):
        pass


def _hold(engine: Engine, folder: Path, told: object) -> None:
    try:
        with outlet_lock(engine, "post", folder):
            told.put("held")  # type: ignore[attr-defined]
    except LockedError:
        told.put("locked")  # type: ignore[attr-defined]


def test_a_lock_holds_against_another_process(engine: Engine, tmp_path: Path) -> None:
    context = multiprocessing.get_context("fork")
    told = context.SimpleQueue()
    with outlet_lock(engine, "post", tmp_path):
        other = context.Process(target=_hold, args=(engine, tmp_path, told))
        other.start()
        other.join(10)
    assert told.get() == "locked"


def test_a_place_where_no_lock_can_be_made_is_a_fault_of_storage(engine: Engine, tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with (
        pytest.raises(StoreError, match="cannot make the lock"),
        outlet_lock(engine, "post", tmp_path / "file" / "locks"),
    ):
        pass


@pytest.mark.parametrize(
    "outlet",
    ["../../etc/passwd", "..", ".", "", "/root", "a/b", "a\\b", "a\0b", ".hidden", "новини.укр", "a" * 300],
)
def test_an_outlet_s_folder_stays_inside_its_parent(outlet: str, tmp_path: Path) -> None:
    name = folder_name(outlet)
    path = (tmp_path / f"{name}.lock").resolve()
    assert path.parent == tmp_path.resolve()
    path.touch()


def test_an_everyday_name_is_its_own_folder() -> None:
    names = ["korrespondent_ua", "news.example-post.com", "127.0.0.1"]
    assert [folder_name(name) for name in names] == names


def test_two_outlets_share_no_folder() -> None:
    names = ["новини.укр", "сайти1.укр", "a/b", "a_b", "a:b", "x" * 300, "x" * 301]
    assert len({folder_name(name) for name in names}) == len(names)


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
