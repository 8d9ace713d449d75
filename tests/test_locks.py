"""One run holds an outlet, one run is at a site."""

from __future__ import annotations

import multiprocessing
from pathlib import Path

import pytest
from sqlalchemy.engine import Engine

from newscrawl.store.database import StoreError
from newscrawl.store.locks import LockedError, outlet_lock, site_locks


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


@pytest.mark.sqlite
def test_a_place_where_no_lock_can_be_made_is_a_fault_of_storage(engine: Engine, tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with (
        pytest.raises(StoreError, match="cannot make the lock"),
        outlet_lock(engine, "post", tmp_path / "file" / "locks"),
    ):
        pass


def test_two_outlets_of_one_site_are_not_asked_by_two_runs(engine: Engine, tmp_path: Path) -> None:
    with site_locks(engine, {"post.example", "feeds.example"}, tmp_path):
        with (
            pytest.raises(LockedError, match=r"another run is at feeds\.example"),
            site_locks(engine, {"feeds.example", "mail.example"}, tmp_path),
        ):
            pass
        with site_locks(engine, {"mail.example"}, tmp_path), outlet_lock(engine, "post.example", tmp_path):
            pass  # an outlet's name is no site's
    with site_locks(engine, {"feeds.example"}, tmp_path):
        pass
