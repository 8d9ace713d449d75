"""`newscrawl dedupe`: a line out for each line in, in memory and against the database."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from newsprint import reworded, text

from newscrawl.deduping import RecordError, dedupe, dedupe_into
from newscrawl.output import Output
from newscrawl.store.database import open_database, read, sqlite_url
from newscrawl.store.tables import articles


def record(outlet: str, day: int, told: str, name: str = "one", **more: Any) -> dict[str, Any]:
    return {
        "mine": name,
        "url": f"https://{outlet}.example/{name}",
        "outlet": outlet,
        "headline": name,
        "article_body": told,
        "date_published": f"2026-05-{day:02}T09:00:00Z",
        "in_language": "en",
    } | more


LINES = [
    record("mail", 3, text(1), "copy"),
    record("post", 1, text(1)),
    record("post", 1, text(1) + "\n\nThis came in later."),
    record("post", 2, text(1) + "\n\nThis came in later.", "again"),
    record("echo", 4, reworded(text(1)), "edited"),
    record("sun", 4, text(2)),
]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "in.jsonl"
    path.write_text("\n\n".join(json.dumps(line) for line in LINES) + "\n", "utf-8")
    return path


def written(found: Any, path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in found.lines(path)]


def facts(records: list[dict[str, Any]]) -> list[tuple[int, int, int | None, list[str]]]:
    """Return each record's article and original by their first lines, its version, its other addresses."""
    first: dict[str, int] = {}
    for place, told in enumerate(records):
        first.setdefault(told["id"], place)
    return [
        (
            first[told["id"]],
            told["version"],
            first[told["copy_of"]["id"]] if told["copy_of"] else None,
            told["alternate_urls"],
        )
        for told in records
    ]


AGAIN = ["https://post.example/again"]
FACTS = [
    (0, 1, 1, []),
    (1, 1, None, AGAIN),
    (1, 2, None, AGAIN),
    (1, 2, None, AGAIN),
    (4, 1, 1, []),
    (5, 1, None, []),
]


def test_each_line_comes_out_in_its_place_with_its_own_keys(path: Path) -> None:
    records = written(dedupe(path), path)
    assert [told["mine"] for told in records] == [line["mine"] for line in LINES]
    assert [told["article_body"] for told in records] == [line["article_body"] for line in LINES]
    assert facts(records) == FACTS


def test_the_database_tells_the_same(path: Path, tmp_path: Path) -> None:
    url = sqlite_url(tmp_path / "newscrawl.db")
    engine = open_database(url)
    output = Output(tmp_path / "output", url)
    assert facts(written(dedupe_into(engine, output, path), path)) == FACTS
    again = written(dedupe_into(engine, output, path), path)
    assert [told["id"] for told in again] == [told["id"] for told in written(dedupe(path), path)]
    engine.dispose()


def test_an_id_of_the_file_s_own_is_kept(tmp_path: Path) -> None:
    path = tmp_path / "in.jsonl"
    path.write_text(json.dumps(record("post", 1, text(1), id="mine-1")), "utf-8")
    assert [told["id"] for told in written(dedupe(path), path)] == ["mine-1"]


@pytest.mark.parametrize(
    ("line", "fault"),
    [
        ("[1]", "line 1 is no JSON object"),
        ("{", "line 1 is no JSON object"),
        ('{"headline": "x"}', "line 1 has no url"),
        ('{"url": "https://post.example/", "headline": 7}', "line 1 is no record"),
        ('{"url": "somewhere"}', "line 1: not a web address: somewhere"),
        ('{"url": "https://post.example/1", "date_published": "yesterday"}', "line 1 .*: not a date or time"),
        ('{"url": "https://post.example/1", "date_published": "0001-01-01T00:00:00+02:00"}', "line 1"),
        ('{"url": "https://post.example/1", "headline": "\\ud800"}', "line 1 is no JSON object"),
        ('{"x": ' + "[" * 100_000 + "]" * 100_000 + "}", "line 1 is no JSON object"),
    ],
)
def test_a_line_that_is_no_record_is_named(line: str, fault: str, tmp_path: Path) -> None:
    path = tmp_path / "in.jsonl"
    path.write_text(line, "utf-8")
    with pytest.raises(RecordError, match=fault):
        dedupe(path)


def test_a_file_with_a_line_that_is_no_record_stores_nothing(path: Path, tmp_path: Path) -> None:
    url = sqlite_url(tmp_path / "newscrawl.db")
    engine = open_database(url)
    path.write_text(path.read_text("utf-8") + "{", "utf-8")
    with pytest.raises(RecordError, match="is no JSON object"):
        dedupe_into(engine, Output(tmp_path / "output", url), path)
    with read(engine) as connection:
        assert connection.scalar(sa.select(sa.func.count()).select_from(articles)) == 0
    engine.dispose()


def test_times_of_any_zone_are_told_apart_and_written_as_they_came(tmp_path: Path) -> None:
    lines = [
        record("post", 1, text(1), date_published="2026-05-01T10:00:00Z"),
        record("mail", 1, text(1), date_published="2026-05-01T12:30:00+03:00"),
    ]
    path = tmp_path / "in.jsonl"
    path.write_bytes(b"\xef\xbb\xbf" + "\n".join(map(json.dumps, lines)).encode())
    first, second = written(dedupe(path), path)
    assert (first["copy_of"]["outlet"], second["copy_of"]) == ("mail", None)
    assert second["date_published"] == lines[1]["date_published"]


def test_what_a_file_says_of_copies_is_not_believed(tmp_path: Path) -> None:
    claimed = {"id": "x", "outlet": "mail", "url": "https://mail.example/", "relation": "copy"}
    path = tmp_path / "in.jsonl"
    told = record("post", 1, text(1), copy_of=claimed | {"similarity": 1.0, "evidence": []})
    path.write_text(json.dumps(told), "utf-8")
    url = sqlite_url(tmp_path / "newscrawl.db")
    engine = open_database(url)
    found = dedupe_into(engine, Output(tmp_path / "output", url), path)
    assert [told["copy_of"] for told in written(found, path)] == [None]
    engine.dispose()


@pytest.mark.parametrize("stored", [False, True])
def test_an_id_names_one_article_of_one_outlet(stored: bool, tmp_path: Path) -> None:
    lines = [
        record("post", 1, text(1), id="7"),
        record("mail", 2, text(2), id="7"),
        record("post", 3, text(1) + "\n\nMore came in.", "moved", id="7"),
        record("post", 3, text(1) + "\n\nMore came in.", "again", id="7", headline="moved"),
        record("mail", 2, text(2), id="7"),
    ]
    path = tmp_path / "in.jsonl"
    path.write_text("\n".join(map(json.dumps, lines)), "utf-8")
    url = sqlite_url(tmp_path / "newscrawl.db")
    engine = open_database(url)
    found = dedupe_into(engine, Output(tmp_path / "output", url), path) if stored else dedupe(path)
    told = written(found, path)
    assert [(line["id"] == "7", line["version"]) for line in told] == [
        (True, 1),
        (False, 1),
        (True, 2),
        (True, 2),
        (False, 1),
    ]
    assert told[1]["id"] == told[4]["id"]
    engine.dispose()
