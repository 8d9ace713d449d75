"""What is old goes in small steps, and nothing that went is fetched again."""

from __future__ import annotations

import os
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

import pytest
import sqlalchemy as sa
from newsprint import text
from newsroom import Newsroom
from sqlalchemy.engine import Engine

from newscrawl import checking, pruning
from newscrawl.items import Article
from newscrawl.store import retention
from newscrawl.store.database import read
from newscrawl.store.tables import addresses, articles, links, runs, texts

MakeArticle = Callable[..., Article]


@pytest.fixture
def newsroom(engine: Engine, tmp_path: Path, now: datetime, make_article: MakeArticle) -> Newsroom:
    """ "post" ran "one" and "two", changed "two" a year later, and ran "three"."""
    newsroom = Newsroom(engine, tmp_path, now)
    one = make_article("one", article_body=text(1))
    newsroom.run("post", [one, make_article("two", article_body=text(2))])
    newsroom.run("post", [make_article("copy", article_body=text(1))])
    newsroom.now += timedelta(days=365)
    changed = {"headline": "Changed", "date_downloaded": "2027-05-23T11:30:00Z", "article_body": text(2)}
    newsroom.run("post", [make_article("two", **changed), make_article("three", article_body=text(3))])
    return newsroom


def prune(newsroom: Newsroom, *, keep_records: bool = False) -> dict[str, int]:
    before = newsroom.now - timedelta(days=100)
    return pruning.remove_old(newsroom.engine, newsroom.output, before, keep_records=keep_records)


def ids(newsroom: Newsroom, table: sa.Table = articles) -> int:
    with read(newsroom.engine) as connection:
        return connection.scalar(sa.select(sa.func.count()).select_from(table)) or 0


def test_an_article_whose_last_word_is_old_goes_with_its_file(newsroom: Newsroom) -> None:
    old = newsroom.now - timedelta(days=100)
    counted = pruning.old(newsroom.engine, newsroom.output, old, keep_records=False)
    assert prune(newsroom) == counted
    assert (counted["articles"], counted["files"]) == (1, 2)
    assert {record["url"] for record in newsroom.stored()} == {
        "https://post.example/two",
        "https://post.example/three",
    }
    assert [record["headline"] for record in newsroom.published()] == ["Changed", "Ferry three leaves"]
    assert ids(newsroom, texts) == 3
    assert ids(newsroom, links) == 0
    assert list(checking.check(newsroom.engine, newsroom.output, quick=False, now=newsroom.now)) == []
    assert set(prune(newsroom).values()) == {0}


def test_no_source_has_it_fetched_again_but_a_user_can(newsroom: Newsroom) -> None:
    prune(newsroom)
    url = "https://post.example/one"
    newsroom.discover("post", url)
    row = newsroom.row(url)
    assert (row.state, row.article_id, row.due_at) == ("article", None, None)
    newsroom.discover("post", "https://post.example/two")
    assert newsroom.row("https://post.example/two").due_at is not None
    with newsroom.engine.begin() as connection:
        assert len(newsroom.claim(connection, "post", url)) == 1


def test_the_records_can_be_kept(newsroom: Newsroom) -> None:
    before = newsroom.stored(), newsroom.published()
    told = prune(newsroom, keep_records=True)
    assert "articles" not in told
    assert (newsroom.stored(), newsroom.published()) == before
    assert list(checking.check(newsroom.engine, newsroom.output, quick=False, now=newsroom.now)) == []


def test_the_first_and_the_last_run_of_an_outlet_stay(newsroom: Newsroom) -> None:
    prune(newsroom)
    with read(newsroom.engine) as connection:
        query = sa.select(runs.c.started_at).where(runs.c.outlet == "post").order_by(runs.c.started_at)
        kept = list(connection.scalars(query))
    assert len(kept) >= 2
    assert ids(newsroom, addresses) == 4  # they all stay


def test_old_archives_and_logs_go_and_others_stay(newsroom: Newsroom) -> None:
    archive, logs = newsroom.output.archive / "post", newsroom.output.folder / "logs"
    for folder in (archive, logs):
        folder.mkdir(parents=True)
    for name in (
        "20250101T000000Z-aaaaaa.warc.gz",
        f"{newsroom.now:%Y%m%dT%H%M%SZ}-bbbbbb.warc.gz",
        "mine.warc.gz",
    ):
        (archive / name).write_bytes(b"")
    for name, age in (("run.log.9.gz", 400), ("run.log", 1)):
        (logs / name).write_bytes(b"")
        at = (newsroom.now - timedelta(days=age)).timestamp()
        os.utime(logs / name, (at, at))
    prune(newsroom)
    assert len(list(archive.iterdir())) == 2
    assert [path.name for path in logs.iterdir()] == ["run.log"]


@pytest.mark.sqlite
def test_space_is_given_back(newsroom: Newsroom) -> None:
    prune(newsroom)
    retention.give_space_back(newsroom.engine)
    assert list(checking.check(newsroom.engine, newsroom.output, quick=False, now=newsroom.now)) == []


def test_what_a_crawl_changes_between_the_look_and_the_removal_stays(newsroom: Newsroom) -> None:
    with read(newsroom.engine) as connection:
        every = list(connection.scalars(sa.select(articles.c.article_id)))
    removed = retention._remove_these(newsroom.engine, newsroom.now - timedelta(days=100), every)
    assert (removed, ids(newsroom)) == (len(every) - 2, 2)
