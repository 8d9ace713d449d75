"""Published files: whole or not there, each record once, whatever kills the run in between."""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from sqlalchemy.engine import Engine

from newscrawl.items import Article
from newscrawl.store import export
from newscrawl.store.database import StoreError, read
from newscrawl.store.tables import records

MakeArticle = Callable[..., Article]


class Killed(BaseException):
    """Ends a run at once, as SIGKILL would: nothing catches it."""


@pytest.fixture
def publish(engine: Engine, tmp_path: Path, now: datetime) -> Callable[..., list[export.Published]]:
    def publish(run: str = "R2", outlet: str = "post") -> list[export.Published]:
        return export.publish(engine, outlet, run_id=run, folder=tmp_path / "articles", now=now)

    return publish


def lines(tmp_path: Path) -> dict[str, list[dict[str, Any]]]:
    """Return {file name: its records}; every line must be a whole one."""
    files = sorted((tmp_path / "articles").rglob("*.jsonl"))
    texts = {f"{path.parent.name}/{path.name}": path.read_text("utf-8") for path in files}
    assert all(text.endswith("\n") for text in texts.values())
    return {name: [json.loads(line) for line in text.splitlines()] for name, text in texts.items()}


def keys(tmp_path: Path) -> list[tuple[str, str]]:
    return [(record["id"], record["indexed_at"]) for file in lines(tmp_path).values() for record in file]


def stored(engine: Engine) -> list[tuple[str, str]]:
    with read(engine) as connection:
        told = [json.loads(text) for text in connection.scalars(sa.select(records.c.record))]
    return [(record["id"], record["indexed_at"]) for record in told]


def test_a_run_s_records_are_published_in_the_order_of_indexed_at(
    tmp_path: Path, store: Callable[..., list[str]], publish: Callable[..., list[export.Published]]
) -> None:
    ids = store("one", "two", "three", run="R2")
    (file,) = publish()
    assert (file.path, file.records) == (tmp_path / "articles" / "post" / "R2.jsonl", 3)
    assert [record["id"] for record in lines(tmp_path)["post/R2.jsonl"]] == ids
    assert [path.name for path in file.path.parent.iterdir()] == ["R2.jsonl"]


def test_publishing_again_writes_nothing(
    store: Callable[..., list[str]], publish: Callable[..., list[export.Published]]
) -> None:
    store("one")
    assert len(publish()) == 1
    assert publish() == []


def test_a_run_without_records_leaves_no_file(
    tmp_path: Path, publish: Callable[..., list[export.Published]]
) -> None:
    assert publish() == []
    assert not (tmp_path / "articles").exists()


def test_what_a_killed_run_stored_is_published_by_the_next_under_the_killed_run_s_name(
    tmp_path: Path, store: Callable[..., list[str]], publish: Callable[..., list[export.Published]]
) -> None:
    store("one", run="R1")
    store("two", run="R2")
    assert [file.path.name for file in publish()] == ["R1.jsonl", "R2.jsonl"]
    assert len(keys(tmp_path)) == 2


def test_another_outlet_s_records_stay_for_its_own_run(
    tmp_path: Path, store: Callable[..., list[str]], publish: Callable[..., list[export.Published]]
) -> None:
    store("one")
    store("letter", outlet="mail", run="R9")
    publish()
    assert list(lines(tmp_path)) == ["post/R1.jsonl"]
    publish("R9", "mail")
    assert list(lines(tmp_path)) == ["mail/R9.jsonl", "post/R1.jsonl"]


def test_what_another_outlet_s_run_corrected_goes_out_with_the_next_own_run(
    engine: Engine,
    tmp_path: Path,
    store: Callable[..., list[str]],
    publish: Callable[..., list[export.Published]],
) -> None:
    body = "The pilot boat came back alone and nobody said why. " * 10
    store("copy", article_body=body, date_published="2026-05-23T10:00:00Z")
    publish("R1")
    store("orig", outlet="mail", article_body=body, date_published="2026-05-23T08:00:00Z", run="R9")
    publish("R9", "mail")
    publish("R2")
    files = lines(tmp_path)
    assert list(files) == ["mail/R9.jsonl", "post/R1.jsonl", "post/R2.jsonl"]
    assert files["post/R2.jsonl"][0]["copy_of"]["outlet"] == "mail"
    assert sorted(keys(tmp_path)) == sorted(stored(engine))


def _killed(*_: object, **__: object) -> None:
    raise Killed


def _in_the_lines(patch: pytest.MonkeyPatch) -> None:
    real = export.write_lines

    def some(path: Path, text: Iterator[str]) -> int:
        def cut() -> Iterator[str]:
            yield next(text)
            raise Killed

        return real(path, cut())

    patch.setattr(export, "write_lines", some)


def _at_the_first_sync(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(os, "fsync", _killed)


def _at_the_rename(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(Path, "replace", _killed)


def _after_the_rename(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(export, "sync_folder", _killed)


def _at_the_marks(patch: pytest.MonkeyPatch) -> None:
    """The freeze is written, the file too; the transaction that marks the records is not."""
    real, entered = export.write, []

    def write(engine: Engine) -> Any:
        entered.append(engine)
        return _killed() if len(entered) > 1 else real(engine)

    patch.setattr(export, "write", write)


def _before_anything(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(export, "write", _killed)


@pytest.mark.parametrize(
    "kill",
    [_before_anything, _in_the_lines, _at_the_first_sync, _at_the_rename, _after_the_rename, _at_the_marks],
)
def test_a_kill_between_any_two_steps_loses_and_repeats_nothing(
    kill: Callable[[pytest.MonkeyPatch], None],
    engine: Engine,
    tmp_path: Path,
    now: datetime,
    store: Callable[..., list[str]],
    publish: Callable[..., list[export.Published]],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    store("one", "two", run="R1")
    with monkeypatch.context() as patch:
        kill(patch)
        with pytest.raises(Killed):
            publish("R1")
    half = lines(tmp_path)
    folder = tmp_path / "articles"
    if kill is not _before_anything:
        # The next run finds the batch at its start, before it stores anything itself.
        export.finish_publishing(engine, "post", folder=folder, now=now)
        assert list(lines(tmp_path)) == ["post/R1.jsonl"]
        assert half in ({}, lines(tmp_path))
    store("three", run="R2")
    store("one", run="R2", headline="Read better")
    publish("R2")
    assert sorted(keys(tmp_path)) == sorted(stored(engine))
    assert len(set(keys(tmp_path))) == len(keys(tmp_path))
    assert not list(folder.rglob("*.tmp"))


def test_a_half_written_file_of_a_killed_run_is_written_over(
    tmp_path: Path, store: Callable[..., list[str]], publish: Callable[..., list[export.Published]]
) -> None:
    store("one")
    left = tmp_path / "articles" / "post" / "R1.jsonl.tmp"
    left.parent.mkdir(parents=True)
    left.write_text('{"half": ')
    publish()
    assert len(lines(tmp_path)["post/R1.jsonl"]) == 1
    assert not left.exists()


def test_a_folder_that_cannot_be_written_to_loses_nothing(
    tmp_path: Path, store: Callable[..., list[str]], publish: Callable[..., list[export.Published]]
) -> None:
    store("one")
    (tmp_path / "articles").touch()
    with pytest.raises(StoreError, match=r"cannot write .*R1\.jsonl"):
        publish()
    (tmp_path / "articles").unlink()
    publish()
    assert len(keys(tmp_path)) == 1


def test_lines_go_straight_into_what_is_no_ordinary_file(tmp_path: Path) -> None:
    """A pipe or /dev/null is written to, never replaced by a file."""
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    reader = os.open(pipe, os.O_RDONLY | os.O_NONBLOCK)
    try:
        assert export.write_lines(pipe, ["one", "two"]) == 2
        assert os.read(reader, 100) == b"one\ntwo\n"
    finally:
        os.close(reader)
    assert pipe.is_fifo()
    assert [path.name for path in tmp_path.iterdir()] == ["pipe"]
