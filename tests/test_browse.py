"""The records looked at and searched: what the index holds, what Datasette shows, what it refuses."""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from loopback import Said
from newsprint import text
from newsroom import Newsroom, id_of
from scrapy.cmdline import execute
from scrapy.settings import Settings
from sqlalchemy.engine import Engine

from newscrawl import pruning
from newscrawl.browsing import datasette_over
from newscrawl.commands import run
from newscrawl.items import Article, Author
from newscrawl.results import Result
from newscrawl.store import search
from newscrawl.store.database import StoreError

pytestmark = pytest.mark.sqlite

MakeArticle = Callable[..., Article]
HOSTILE = '"><img src=x onerror=alert(1)><script>alert(2)</script>'
TEXTS = {
    "en": ("Ministers open a ferry", "The ferry will cross the strait six times a day."),
    "uk": ("Міністри відкриють пором", "Пором перетинатиме протоку шість разів на день."),
    "de": ("Fähre über die Meerenge", "Die Minister eröffnen für Künftige eine Überfahrt."),
    "zh": ("部长们将开通渡轮", "渡轮每天将穿越海峡六次,大大缩短首都之间的路程。"),
    "th": ("รัฐมนตรีเปิดเรือข้ามฟาก", "เรือข้ามฟากจะข้ามช่องแคบวันละหกเที่ยว"),
}


@pytest.fixture
def newsroom(engine: Engine, tmp_path: Path, now: datetime) -> Newsroom:
    return Newsroom(engine, tmp_path, now)


@pytest.fixture
def crawled(newsroom: Newsroom, make_article: MakeArticle) -> Newsroom:
    told = [
        make_article(tag, headline=headline, article_body=f"{body}\n\n{body}", in_language=tag)
        for tag, (headline, body) in TEXTS.items()
    ]
    newsroom.run("post", told)
    return newsroom


@pytest.fixture
def database(tmp_path: Path) -> Path:
    return tmp_path / "newscrawl.db"


class Browser:
    """Datasette's pages as a reader gets them."""

    def __init__(self, database: Path) -> None:
        self.served = datasette_over(database)

    def get(self, path: str, **told: Any) -> Any:
        return asyncio.run(self.served.client.get(path, **told))

    def rows(self, path: str, **asked: str) -> list[dict[str, Any]]:
        query = "&".join(f"{key}={quote(value)}" for key, value in {"_shape": "array", **asked}.items())
        found = self.get(f"{path}.json?{query}")
        assert found.status_code == 200, found.text
        rows: list[dict[str, Any]] = found.json()
        return rows

    def found(self, words: str, outlet: str = "") -> list[str]:
        return [row["headline"] for row in self.rows("/news/search", text=words, outlet=outlet)]


@pytest.fixture
def browser(crawled: Newsroom, database: Path) -> Browser:
    search.catch_up(database)
    return Browser(database)


def indexed(database: Path) -> list[str]:
    with sqlite3.connect(search.index_of(database)) as index:
        return [name for (name,) in index.execute("SELECT headline FROM news ORDER BY headline")]


@pytest.mark.parametrize(
    ("words", "language"),
    [
        ("strait FERRY", "en"),
        ('"six times a day"', "en"),
        ("minis* open", "en"),
        ("пором протоку", "uk"),
        ("міністр*", "uk"),
        ("uberfahrt", "de"),
        ("KÜNFTIGE fahre", "de"),
        ("海峡", "zh"),
        ("首都之间", "zh"),
        ("ช่องแคบ", "th"),
    ],
)
def test_a_text_is_found_in_its_language(browser: Browser, words: str, language: str) -> None:
    assert browser.found(words) == [TEXTS[language][0]]
    by_box = browser.rows("/news/news", _search=words)
    assert [row["headline"] for row in by_box] == [TEXTS[language][0]]


@pytest.mark.parametrize("words", ["", '"', "*", "峡海", "ferry AND (", "a:b NEAR(", "\0", '""'])
def test_what_no_article_says_finds_nothing_and_is_no_error(browser: Browser, words: str) -> None:
    assert browser.found(words) == []


def test_a_passage_shows_where_without_the_index_s_own_marks(browser: Browser) -> None:
    (row,) = browser.rows("/news/search", text="海峡", outlet="post")
    assert "穿越[海峡]六次" in row["passage"]
    assert browser.found("ferry", outlet="mail") == []


def test_the_pages_answer(browser: Browser) -> None:
    tables = ("news", "news_by_day", "copies", "changed", "search?text=ferry", "copies_of?outlet=post")
    paths = [f"/news/{name}" for name in tables]
    paths += [f"/crawler/{name}" for name in ("addresses", "runs", "alarms", "records")]
    paths += [
        f"/crawler/{name}?outlet=&state=" for name in ("not_exported", "why_not", "run_log", "alarm_log")
    ]
    for path in ("/", "/news", "/crawler", "/crawler/versions?id=x", *paths):
        assert browser.get(path).status_code == 200, path
    assert ">2026-05-23T12:30:00Z<" in browser.get("/crawler/runs").text
    assert list(browser.get("/news/news.json").json()["facet_results"]) == [
        "outlet",
        "language",
        "copy_relation",
    ]


def test_an_article_s_columns_say_what_its_record_does(
    newsroom: Newsroom, make_article: MakeArticle, database: Path
) -> None:
    people = [Author(name="Ann Hill"), Author(name="Bo Ray")]
    newsroom.run("post", [make_article("one", authors=people, article_body=text(1))])
    copied = make_article("copy", outlet="mail", url="https://mail.example/1", article_body=text(1))
    newsroom.run("mail", [copied])
    again = {"headline": "Anew", "date_downloaded": "2026-05-23T14:30:00Z", "article_body": text(1)}
    newsroom.run("post", [make_article("one", authors=people, **again)])
    search.catch_up(database)
    browser = Browser(database)
    copy, one = browser.rows("/news/news", _sort="outlet")
    assert (one["headline"], one["version"], one["day"]) == ("Anew", 2, "2026-05-23")
    assert one["authors"] == "Ann Hill, Bo Ray"
    assert [row["id"] for row in browser.rows("/news/changed")] == [one["id"]]
    versions = browser.rows("/crawler/versions", id=one["id"])
    assert [row["headline"] for row in versions] == ["Ferry one leaves", "Anew"]
    assert (copy["copy_outlet"], copy["copy_relation"]) == ("post", "copy")
    assert [row["outlet"] for row in browser.rows("/news/copies_of", outlet="post")] == ["mail"]
    assert sum(row["articles"] for row in browser.rows("/news/news_by_day")) == 2


def test_what_a_page_says_is_text_and_no_markup(
    newsroom: Newsroom, make_article: MakeArticle, database: Path
) -> None:
    url = "javascript:alert(3)"
    told = {"headline": HOSTILE, "article_body": f"ferry {HOSTILE}", "authors": [Author(name=HOSTILE)]}
    (settled,) = newsroom.run("post", [make_article("one", article_section=url, **told)])
    search.catch_up(database)
    for path in (
        "/news/news",
        "/news/search?text=ferry",
        "/news/news/1",
        f"/crawler/versions?id={id_of(settled)}",
    ):
        page = Browser(database).get(path).text
        assert "alert(1)" in page
        assert "<img src=x" not in page
        assert "<script>alert" not in page
        assert 'href="javascript:' not in page


@pytest.mark.parametrize("name", ["news", "crawler"])
def test_nothing_can_be_written(browser: Browser, name: str) -> None:
    for statement in ("DELETE FROM news", "ATTACH 'x' AS y", "PRAGMA journal_mode=DELETE"):
        assert browser.get(f"/{name}.json?sql={quote(statement)}").status_code == 400
    connection = browser.served.get_database(name).connect(write=True)
    with pytest.raises(sqlite3.OperationalError, match="readonly"):
        connection.execute("CREATE TABLE mine (x)")


def test_a_request_by_another_host_name_is_refused(browser: Browser) -> None:
    assert browser.get("/news", headers={"host": "evil.example:8001"}).status_code == 403
    assert browser.get("/news", headers={"host": "127.0.0.1:8001"}).status_code == 200


def test_the_index_follows_what_is_published(
    crawled: Newsroom, make_article: MakeArticle, database: Path, engine: Engine
) -> None:
    search.follow(engine)
    assert not search.index_of(database).exists()  # nobody has looked yet
    assert search.catch_up(database) == len(TEXTS)
    assert search.catch_up(database) == 0
    crawled.run("post", [make_article("six"), make_article("zh", headline="Anew")])
    search.follow(engine, lately=True)
    wanted = {headline for tag, (headline, _) in TEXTS.items() if tag != "zh"} | {"Ferry six leaves", "Anew"}
    assert set(indexed(database)) == wanted
    browser = Browser(database)
    assert browser.found("six leaves") == ["Ferry six leaves"]
    assert browser.found("渡轮") == []  # the words of the version before are gone


def test_the_first_index_says_how_far_it_is(
    crawled: Newsroom, database: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(search, "_BATCH", 2)
    told: list[tuple[int, int]] = []
    search.catch_up(database, tell=lambda done, of: told.append((done, of)))
    number = len(TEXTS)
    assert told == [(min(done, number), number) for done in range(2, number + 2, 2)]


def test_a_record_that_is_not_published_is_not_shown(
    crawled: Newsroom, store: Callable[..., list[str]], database: Path
) -> None:
    store("unseen")
    search.catch_up(database)
    assert "Ferry unseen leaves" not in indexed(database)


def test_what_is_taken_down_is_in_no_page_of_the_index(
    newsroom: Newsroom, make_article: MakeArticle, database: Path, engine: Engine
) -> None:
    secret = "Zanzibarquux was here, and nobody else. " * 9
    (settled,) = newsroom.run("post", [make_article("one", article_body=secret)])
    newsroom.run("post", [make_article("two")])
    search.catch_up(database)
    files = [path for path in database.parent.iterdir() if path.name.startswith("newscrawl.search")]
    assert any(b"anzibarquux" in path.read_bytes() for path in files)
    pruning.take_down(engine, newsroom.output, id_of(settled), reason=None, now=newsroom.now)
    assert indexed(database) == ["Ferry two leaves"]
    assert not any(b"anzibarquux" in path.read_bytes() for path in files if path.exists())
    assert Browser(database).found("zanzibarquux") == []


def test_what_retention_removes_leaves_the_index(
    crawled: Newsroom, database: Path, engine: Engine, now: datetime
) -> None:
    search.catch_up(database)
    pruning.remove_old(engine, crawled.output, now.replace(year=2027), keep_records=False)
    assert indexed(database) == []


@pytest.mark.parametrize("damage", ["no database at all " * 500, None])
def test_a_damaged_or_outdated_index_is_made_anew(
    crawled: Newsroom, database: Path, damage: str | None
) -> None:
    search.catch_up(database)
    path = search.index_of(database)
    if damage:
        path.write_text(damage)
    else:
        with sqlite3.connect(path) as index:
            index.execute("PRAGMA user_version=999")
        index.close()
    assert search.catch_up(database) == len(TEXTS)
    assert len(indexed(database)) == len(TEXTS)


def test_an_index_that_cannot_be_opened_is_one_clear_line(crawled: Newsroom, database: Path) -> None:
    search.index_of(database).mkdir()
    with pytest.raises(StoreError, match="the search index: unable to open"):
        search.catch_up(database)


@pytest.fixture
def call(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> Callable[..., Said]:
    monkeypatch.setenv("SCRAPY_SETTINGS_MODULE", "newscrawl.settings")

    def call(*argv: str) -> Said:
        capfd.readouterr()
        with pytest.raises(SystemExit) as ended:
            execute(["newscrawl", "browse", *argv, "-s", f"OUTPUT_DIR={tmp_path}"])
        told = capfd.readouterr()
        return Said(int(ended.value.code or 0), told.out, told.err)

    return call


def test_the_command_says_what_it_lacks(
    call: Callable[..., Said], crawled: Newsroom, database: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert (call("--port", "x").code, call("--port", "70000").code) == (2, 2)
    said = call("-s", "DATABASE_URL=postgresql://nobody@127.0.0.1:1/none")
    assert (said.code, "SQLite" in said.err) == (2, True)
    monkeypatch.setattr("newscrawl.commands.browse.find_spec", lambda _: None)
    said = call()
    assert (said.code, "newscrawl[browse]" in said.err) == (2, True)


def test_without_a_database_there_is_nothing_to_browse(call: Callable[..., Said]) -> None:
    said = call()
    assert (said.code, "there is no database at" in said.err) == (5, True)


def test_a_taken_port_is_a_usage_error(call: Callable[..., Said], crawled: Newsroom, site: Any) -> None:
    host, _ = site
    said = call("--port", host.rpartition(":")[2])
    assert (said.code, "--port names another" in said.err) == (2, True)


def test_a_run_s_end_brings_an_index_up_to_it_and_bears_one_that_cannot_be(
    crawled: Newsroom, database: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    command = run.Command()
    command.settings = Settings({"OUTPUT_DIR": str(database.parent), "LOOKS_DAYS": 100})
    index = search.index_of(database)
    index.touch()
    command._watch([Result("post", ended=True)])
    assert len(indexed(database)) == len(TEXTS)
    for path in database.parent.glob(f"{index.name}*"):
        path.unlink()
    index.mkdir()
    capsys.readouterr()
    command._watch([Result("post", ended=True)])
    assert capsys.readouterr().err.startswith("newscrawl: the search index: unable to open")
