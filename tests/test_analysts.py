"""The examples for analysts do what they say, as they stand in the documents."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from newsprint import text
from newsroom import Newsroom, id_of
from sqlalchemy.engine import Engine

from newscrawl import pruning
from newscrawl.items import Article, Author
from newscrawl.store import dataset
from newscrawl.store.selecting import Selection
from newscrawl.store.times import parse_time

pytestmark = pytest.mark.sqlite

MakeArticle = Callable[..., Article]
ROOT = Path(__file__).parent.parent


def examples(name: str) -> list[str]:
    """Return the fenced Python blocks of a document."""
    return re.findall(r"^```python\n(.*?)^```", (ROOT / name).read_text("utf-8"), re.M | re.S)


PANDAS, DUCKDB, POLARS, UPDATED, UPDATED_IN_MEMORY = examples("docs/analysts.md")
(README,) = [example for example in examples("README.md") if "read_parquet" in example]


@pytest.fixture
def exports(
    engine: Engine, tmp_path: Path, make_article: MakeArticle, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> Iterator[None]:
    """Three articles and a copy; later one of them is changed, one taken down, one new."""
    monkeypatch.chdir(tmp_path)
    room = Newsroom(engine, tmp_path, now)
    told: dict[str, Any] = {"authors": [Author(name="Ann Hill")], "word_count": 90}
    made = [
        make_article(name, article_body=text(n), **told) for n, name in enumerate(("one", "two", "three"))
    ]
    settled = room.run("post", made)
    copied = {"outlet": "mail", "url": "https://mail.example/1", "article_body": text(0)}
    room.run("mail", [make_article("copy", **copied, date_published="2026-05-23")])
    dataset.write_folder(engine, Selection(), tmp_path / "news", now=now)
    first = [dataset.write_file(engine, Selection(), form, Path(f"first.{form}"), now=now) for form in FORMS]
    again = {"headline": "Anew", "date_downloaded": "2026-05-23T14:30:00Z", "article_body": text(0)}
    room.run("post", [make_article("one", **again), make_article("four", article_body=text(4))])
    pruning.take_down(engine, room.output, id_of(settled[1]), reason=None, now=room.now)
    since = Selection(parse_time(first[0]["next_since"]))
    for form in FORMS:
        dataset.write_file(engine, since, form, Path(f"more.{form}"), now=now)
    yield


FORMS = ("parquet", "jsonl")
LEFT = {"Anew", "Ferry three leaves", "Ferry four leaves", "Ferry copy leaves"}


def run(example: str) -> dict[str, Any]:
    """Run an example as a program of its own would; return its names."""
    told: dict[str, Any] = {"__name__": "__main__"}
    exec(compile(example, "example", "exec"), told)
    return told


def test_pandas_reads_the_folder(exports: None) -> None:
    table = run(PANDAS)["by_day"]
    assert {outlet: int(size) for (_, outlet), size in table["size"].items()} == {"mail": 1, "post": 3}


def test_duckdb_reads_the_folder(exports: None, capfd: pytest.CaptureFixture[str]) -> None:
    run(DUCKDB)
    shown = re.sub(r"\s+", " ", capfd.readouterr().out)
    assert "│ post │ 3 │ 0 │" in shown
    assert "│ mail │ 1 │ 1 │" in shown
    assert "│ Ann Hill │ 3 │" in shown


def test_polars_counts_the_copies(exports: None) -> None:
    assert run(POLARS)["copies"].rows() == [("post", "mail", 1)]


def test_a_copy_of_the_data_follows_with_duckdb(exports: None, capsys: pytest.CaptureFixture[str]) -> None:
    news = run(UPDATED)["news"]
    assert {headline for (headline,) in news.execute("SELECT headline FROM news").fetchall()} == LEFT
    assert capsys.readouterr().out.startswith("newscrawl export --since 2026-05-23T")
    news.close()


def test_a_copy_of_the_data_follows_in_memory(exports: None) -> None:
    latest = run(UPDATED_IN_MEMORY)["latest"]
    assert set(latest["headline"]) == LEFT
    assert len(latest) == len(LEFT)
    assert all(isinstance(at, str) for at in latest["indexed_at"])


def test_the_readme_s_example_runs(exports: None, capfd: pytest.CaptureFixture[str]) -> None:
    run(README)
    assert re.search(r"post\s*│\s*3", capfd.readouterr().out)
