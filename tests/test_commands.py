"""The commands as cron and people call them: one clear line and the contract's exit code.

Each start costs .7 s, so most run in this process, through Scrapy's own way in.
"""

from __future__ import annotations

import json
import sqlite3
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import msgspec
import pytest
import sqlalchemy as sa
from loopback import Said, feed, run
from scrapy.cmdline import execute
from sqlalchemy.engine import Engine
from sqlalchemy.exc import OperationalError

import newscrawl.spiders
from newscrawl.commands.run import answering
from newscrawl.discover import Candidate
from newscrawl.items import Article
from newscrawl.store import ledger
from newscrawl.store.articles import Shelf
from newscrawl.store.database import write
from newscrawl.store.ledger import Window
from newscrawl.store.locks import outlet_lock
from newscrawl.store.times import micros

pytestmark = pytest.mark.sqlite

MakeArticle = Callable[..., Article]
ROOT = Path(__file__).parent.parent
BODY = "".join(
    f"<p>The ferry waited for the {n}th day, and the pilot said nothing of the fog.</p>" for n in range(9)
)
PAGE = f"""<!doctype html><html lang="en"><head><title>Ferry waits</title>
<meta property="og:type" content="article">
<meta property="article:published_time" content="2026-05-23T09:00:00Z">
</head><body><article><h1>Ferry waits in the fog</h1>{BODY}</article></body></html>"""


@pytest.fixture
def call(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> Callable[..., Said]:
    """Return a function that runs a command which starts no crawl, in this process."""
    monkeypatch.setenv("SCRAPY_SETTINGS_MODULE", "newscrawl.settings")
    monkeypatch.chdir(tmp_path)

    def call(*argv: str, output: Path = tmp_path) -> Said:
        capfd.readouterr()
        with pytest.raises(SystemExit) as ended:
            execute(["newscrawl", *argv, "-s", f"OUTPUT_DIR={output}"])
        told = capfd.readouterr()
        return Said(int(ended.value.code or 0), told.out, told.err)

    return call


def one_line(said: Said) -> str:
    lines = said.err.strip().splitlines()
    assert len(lines) == 1, said.err
    assert lines[0].startswith("newscrawl: ")
    return lines[0]


@pytest.mark.parametrize(
    ("argv", "words"),
    [
        (["crawl", "korespondent"], "unknown outlet: korespondent; did you mean korrespondent?"),
        (["crawl"], "which outlet?"),
        (["crawl", "korrespondent", "bunatimes"], "too many arguments: bunatimes"),
        (["crawl", "korrespondent", "--sinec", "2026"], "unknown option --sinec"),
        (["crawl", "korrespondent", "-a", "since=yesterday"], "not a date or time: 'yesterday'"),
        (["crawl", "korrespondent", "-a", "since=2026-05-02", "-a", "until=2026-05-01"], "lies after until"),
        (["crawl", "korrespondent", "-a", "max_articles=many"], "max_articles is no number above 0: 'many'"),
        (["crawl", "korrespondent", "-a", "max_articles=0"], "max_articles"),
        (["crawl", "korrespondent", "-a", "max_articles=²"], "max_articles"),
        (["crawl", "korrespondent", "-a", "sinec=2026-05-01"], "unknown argument sinec"),
        (["crawl", "korrespondent", "-a", "urls=https://a.example/,ftp://x"], "not a web address: ftp://x"),
        (["crawl", "any"], "any needs an address"),
        (["crawl", "any", "-a", "url=nonsense"], "not a web address: nonsense"),
        (["crawl", "korrespondent", "-a", "nonsense"], "-a"),
        (["run", "nobody"], "unknown outlet: nobody"),
        (["run", "--country", "ZZ"], "no outlet for ZZ"),
        (["run", "--jobs", "0"], "--jobs is a number above 0"),
        (["run", "any"], "any needs an address: scrapy crawl any -a url=https://…"),
        (["run", "korrespondent", "--country", "UA"], "not both"),
        (["run", "--for", "soon"], "--for is not a time span such as 90s, 12m or 1h: 'soon'"),
        (["outlets", "--country", "ZZ"], "no outlet for ZZ"),
        (["outlets", "korrespondent"], "too many arguments: korrespondent"),
        (["probe"], "which site? an address"),
        (["probe", "nonsense"], "not a web address: nonsense"),
        (["probe", "https://a.example/", "--name", "A-B"], "a spider's name is its file's"),
        (["probe", "https://a.example/", "--name", "korrespondent", "--write"], "exists already"),
        (["savepage", "korrespondent"], "which page of which outlet?"),
        (["savepage", "korrespondent", "https://a.example/1"], "is not on a site of korrespondent"),
        (["savepage", "nobody", "https://a.example/1"], "unknown outlet: nobody"),
        (["export", "--sinec", "X"], "unknown option --sinec"),
        (["export", "--since", "X"], "not a date or time"),
        (["export", "--format", "xml"], "--format is one of"),
        (["export", "--outlet", "nobody"], "unknown outlet: nobody"),
        (["export", "--versions", "some"], "--versions is latest or all"),
        (["export", "--language", "uk;drop"], "--language is a BCP 47 tag"),
        (["export", "--format", "parquet"], "parquet needs a place"),
        (["export", "--format", "csv", "-o", "folder/"], "folder/ is a folder, which holds parquet"),
        (["extract"], "which page?"),
        (["extract", "http://["], "not a web address"),
        (["extract", "page.html"], "a file needs its page's address"),
        (["extract", "missing.html", "--url", "https://a.example/1"], "cannot read missing.html"),
        (["extract", "-", "--url", "nonsense"], "not a web address: nonsense"),
        (["replay"], "which WARC files?"),
        (["replay", "missing.warc.gz"], "no such file"),
        (["retry", "nobody"], "unknown outlet: nobody"),
        (["retry", "--state", "lost"], "unknown state: lost"),
        (["status", "nobody"], "unknown outlet: nobody"),
        (["why"], "which address?"),
        (["why", "nonsense"], "not a web address: nonsense"),
        (["dedupe"], "which file of records?"),
        (["dedupe", "missing.jsonl", "-o", "out.jsonl"], "no such file: missing.jsonl"),
        (["history"], "which article?"),
        (["history", "https://post.example/none"], "no article is known by https://post.example/none"),
        (["history", "\udcff"], "no article is known by ?"),
        (["genspider", "-t", "nothing", "paper", "paper.example"], "no template nothing"),
        (["genspider", "-t", "feed", "My-Paper", "paper.example"], "a spider's name is its file's"),
        (["genspider", "-t", "feed", "korrespondent", "paper.example"], "exists already"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else "",
)
def test_what_cannot_be_meant_is_a_usage_error_in_one_line(
    call: Callable[..., Said], argv: list[str], words: str
) -> None:
    said = call(*argv)
    assert (said.code, said.out) == (2, "")
    assert words in one_line(said)


def test_every_outlet_is_listed(call: Callable[..., Said]) -> None:
    listed = call("list").out.split()
    assert {"any", "bunatimes", "korrespondent", "korrespondent_ua"} <= set(listed)


@pytest.mark.parametrize(
    "argv",
    [["crawl", "korrespondent"], ["run"], ["status"], ["export"], ["retry"], ["why", "https://a.example/"]],
)
def test_a_folder_that_cannot_be_written_to_is_a_fault_of_storage(
    call: Callable[..., Said], tmp_path: Path, argv: list[str]
) -> None:
    (tmp_path / "file").touch()
    said = call(*argv, output=tmp_path / "file" / "output")
    assert said.code == 5
    assert "cannot write to the output folder" in one_line(said)


@pytest.mark.parametrize("argv", [["crawl", "korrespondent"], ["export"]])
def test_a_database_of_a_newer_schema_is_a_fault_of_storage(
    call: Callable[..., Said], engine: Engine, argv: list[str]
) -> None:
    with write(engine) as connection:
        connection.execute(sa.text("UPDATE alembic_version SET version_num = '9999'"))
    said = call(*argv)
    assert said.code == 5
    assert "newer than this program" in one_line(said)


@pytest.fixture
def stocked(engine: Engine, make_article: MakeArticle, now: Any) -> Engine:
    """A database with one article of "post" and one address that failed."""
    with write(engine) as connection:
        shelf = Shelf(connection, "R1", micros(now))
        article = shelf.put(make_article(headline="=1+1")).article
        shelf.close()
        found = [
            (Candidate(f"https://post.example/{name}", "feed", "feed", name, now), None)
            for name in ("one", "two")
        ]
        ledger.discovered(connection, "post", found, window=Window(), now=now)
        one, two = ledger.claim(connection, "post", limit=2, now=now, window=Window())
        ledger.settle(connection, one.address_id, state="article", due_at=None, article_id=article.id)
        ledger.settle(connection, two.address_id, state="failed", due_at=None, reason="HTTP 500, 4 times")
    return engine


@pytest.mark.usefixtures("stocked")
def test_records_are_exported_to_standard_output_and_files(call: Callable[..., Said], tmp_path: Path) -> None:
    said = call("export")
    assert (said.code, json.loads(said.out)["headline"]) == (0, "=1+1")
    assert call("export", "--since", "2026-05-24").out == ""
    assert call("export", "--outlet", "post", "--format", "csv").out.count("'=1+1") == 1
    said = call("export", "-o", "out.csv")
    assert (said.code, said.out) == (0, "")
    assert "1 records of 1 outlets in out.csv; what comes later: --since " in one_line(said)
    assert json.loads((tmp_path / "out.csv.manifest.json").read_text())["outlets"] == {"post": 1}
    assert call("export", "-o", "/dev/null").code == 0
    assert (tmp_path / "out.csv").read_text().startswith("schema_version,")
    (tmp_path / "file").touch()
    assert call("export", "-o", "file/out.jsonl").code == 5


@pytest.mark.usefixtures("stocked")
def test_the_ledger_answers_why_and_how_many_and_queues_again(call: Callable[..., Said]) -> None:
    said = call("why", "http://www.post.example/two/")
    assert "state: failed" in said.out
    assert "reason: HTTP 500, 4 times" in said.out
    assert "never discovered" in call("why", "https://post.example/three").out
    told = json.loads(call("status", "post", "--json").out)
    assert (told["states"], told["exported"]) == ({"article": 1, "failed": 1}, 1)
    assert "post" in call("status").out
    assert "translations are " in call("status").out
    assert call("retry", "post").out == "1 addresses queued again\n"
    assert "state: queued" in call("why", "https://post.example/two").out


@pytest.mark.usefixtures("stocked")
def test_an_article_s_history_is_shown(call: Callable[..., Said]) -> None:
    said = call("history", "https://post.example/one")
    assert "version 1, seen 2026-05-23T11:30:00Z" in said.out
    assert "state: article" in said.out
    told = json.loads(call("history", "https://post.example/one", "--json").out)
    assert [version["version"] for version in told["versions"]] == [1]


@pytest.mark.parametrize("store", [[], ["--store"]])
def test_a_file_of_records_is_deduplicated(
    call: Callable[..., Said], tmp_path: Path, make_article: MakeArticle, store: list[str]
) -> None:
    articles = [make_article(), make_article(outlet="mail", url="https://mail.example/1")]
    (tmp_path / "in.jsonl").write_bytes(b"\n".join(msgspec.json.encode(article) for article in articles))
    said = call("dedupe", "in.jsonl", "-o", "out.jsonl", *store)
    records = [json.loads(line) for line in (tmp_path / "out.jsonl").read_text("utf-8").splitlines()]
    assert (said.code, said.out) == (0, "")
    assert "2 new, 1 copy" in said.err
    assert records[1]["copy_of"]["id"] == records[0]["id"]


def test_a_file_that_holds_no_records_is_refused(call: Callable[..., Said], tmp_path: Path) -> None:
    (tmp_path / "in.jsonl").write_text("[]")
    said = call("dedupe", "in.jsonl", "-o", "out.jsonl")
    assert said.code == 2
    assert "in.jsonl: line 1 is no JSON object" in said.err
    assert "where to?" in call("dedupe", "in.jsonl").err


def test_a_page_becomes_a_record(
    call: Callable[..., Said], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "page.html").write_text(PAGE)
    argv = ["--url", "https://post.example/one", "--fetched-at", "2026-05-23T12:00:00Z"]
    said = call("extract", "page.html", *argv)
    record = json.loads(said.out)
    assert (said.code, record["headline"], record["outlet"]) == (0, "Ferry waits in the fog", "post.example")
    with (tmp_path / "page.html").open() as page:
        monkeypatch.setattr(sys, "stdin", page)
        assert json.loads(call("extract", "-", *argv).out) == record
    assert "headline" in call("extract", "page.html", *argv, "--explain").out


def test_a_new_spider_is_written_and_scrapy_s_own_templates_stay(
    call: Callable[..., Said], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    package = tmp_path / "mine"
    package.mkdir()
    (package / "__init__.py").touch()
    monkeypatch.syspath_prepend(str(tmp_path))
    for template, name in (("feed", "paper"), ("basic", "plain")):
        said = call("genspider", "-t", template, name, "paper.example", "-s", "NEWSPIDER_MODULE=mine")
        assert said.code == 0
    text = (package / "paper.py").read_text()
    folder = tmp_path / "quay_papers"
    folder.mkdir()
    said = call("genspider", "-t", "feed", "quay", "quay.example", "-s", f"SPIDER_MODULES={folder}")
    assert (said.code, (folder / "quay.py").exists()) == (0, True)
    assert "class PaperSpider(NewsSpider)" in text
    assert "example//" not in text
    assert "scrapy.Spider" in (package / "plain.py").read_text()


def test_a_broken_file_of_ours_is_an_error_in_words(
    call: Callable[..., Said], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "torn.py").write_text("this is no Python")
    monkeypatch.setattr(newscrawl.spiders, "__path__", [*newscrawl.spiders.__path__, str(tmp_path)])
    said = call("crawl", "torn")
    assert said.code == 1
    assert "newscrawl: the file of torn cannot be loaded: SyntaxError" in said.err


def test_many_outlets_are_run_without_those_that_answer_browsers_only(
    capsys: pytest.CaptureFixture[str],
) -> None:
    class Open:
        browsers_only = False

    class Shut:
        browsers_only = True

    assert answering([Open, Shut]) == [Open]
    assert "left out 1 that answer browsers only" in capsys.readouterr().err
    assert answering([Shut]) == [Shut]
    assert capsys.readouterr().err == ""


def test_the_catalogue_is_a_table_and_a_line_of_json_each(call: Callable[..., Said]) -> None:
    table = call("outlets", "--country", "is").out.splitlines()
    assert table[1].split() == [
        *("morgunbladid", "Morgunbladid", "IS", "is", "en", "feed,", "sitemap"),
        *("answers", "browsers", "only"),
    ]
    assert table[-1] == "1 outlets in 1 countries"
    told = [json.loads(line) for line in call("outlets", "--json").out.splitlines()]
    assert {"name", "country", "languages", "discovery", "notes"} <= told[0].keys()
    (waz,) = (outlet for outlet in told if outlet["name"] == "waz")
    assert (waz["platform"], waz["discovery"]) == ("funke", ["news_sitemap"])


# --- with crawls: a site on loopback, processes of their own ---


@pytest.fixture
def own(tmp_path: Path) -> Callable[..., dict[str, str]]:
    """Return a function that writes own outlets on a loopback host and returns the environment for them."""

    def own(host: str, **broken: str) -> dict[str, str]:
        package = tmp_path / "outlets"
        package.mkdir()
        (package / "__init__.py").touch()
        (package / "lantern.py").write_text(
            "from newscrawl.platforms import NewsSpider\n\n\nclass LanternSpider(NewsSpider):\n"
            f'    name = "lantern"\n    publisher = "The Lantern"\n    languages = ("en",)\n    home = "http://{host}/"\n'
            f'    feeds = ("http://{host}/feed",)\n'
        )
        for name, text in broken.items():
            (package / f"{name}.py").write_text(text)
        return {
            "NEWSCRAWL_SPIDER_MODULES": "outlets",
            "NEWSCRAWL_PRIVATE_ALLOWED": host,
            "NEWSCRAWL_AUTOTHROTTLE_ENABLED": "0",
            "NEWSCRAWL_RETRY_WAIT": "0",
            "PYTHONPATH": str(tmp_path),
        }

    return own


def test_own_outlets_are_crawled_and_minus_o_holds_what_is_published(
    site: tuple[str, dict[str, tuple[str, str]]], own: Callable[..., dict[str, str]], tmp_path: Path
) -> None:
    """Also: a broken spider file is named and stops no other; addresses with tracking end in a state."""
    host, pages = site
    pages["/feed"] = feed(host, "/2026/ferry?utm_source=rss", "/2026/gone")
    pages["/2026/ferry?utm_source=rss"] = ("text/html", PAGE)
    environment = own(host, broken="this is no Python")
    output = tmp_path / "output"
    output.mkdir()
    said = run("crawl", "lantern", "-O", str(tmp_path / "out.jsonl"), output=output, **environment)
    assert said.code == 0, said.err
    assert "spider file outlets.broken cannot be loaded: SyntaxError" in said.err
    (file,) = (output / "articles" / "lantern").glob("*.jsonl")
    published = file.read_text().splitlines()
    assert [json.loads(line) for line in (tmp_path / "out.jsonl").read_text().splitlines()] == [
        json.loads(line) for line in published
    ]
    (record,) = map(json.loads, published)
    assert (record["outlet"], record["headline"]) == ("lantern", "Ferry waits in the fog")
    metrics = tmp_path / "newscrawl.prom"
    again = run("run", "lantern", output=output, NEWSCRAWL_PROMETHEUS_FILE=str(metrics), **environment)
    assert again.code == 0, again.err
    assert 'newscrawl_articles_total{outlet="lantern"} 1.0' in metrics.read_text()
    assert len(list((output / "articles" / "lantern").glob("*.jsonl"))) == 1


def test_a_page_of_html_where_a_feed_should_be_is_a_failure(
    site: tuple[str, dict[str, tuple[str, str]]], own: Callable[..., dict[str, str]], tmp_path: Path
) -> None:
    host, pages = site
    pages["/feed"] = ("text/html", PAGE)
    said = run("crawl", "lantern", output=tmp_path, **own(host))
    assert said.code == 3, said.err
    assert "an HTML page, no feed" in said.err


def test_a_host_that_nobody_answers_for_is_a_failure(
    own: Callable[..., dict[str, str]], tmp_path: Path
) -> None:
    said = run("run", "lantern", output=tmp_path, **own("127.0.0.1:1"))
    assert said.code == 3, said.err
    assert "the connection was refused" in said.err + said.out


def test_an_outlet_that_another_run_holds_is_left_to_it(
    engine: Engine, own: Callable[..., dict[str, str]], tmp_path: Path
) -> None:
    with outlet_lock(engine, "lantern", tmp_path / "locks"):
        said = run("crawl", "lantern", output=tmp_path, **own("127.0.0.1:1"))
    assert said.code == 75
    assert "another run holds lantern" in said.err
    assert "Traceback" not in said.err


@pytest.mark.usefixtures("stocked")
def test_scrapy_in_the_folder_does_what_newscrawl_does_anywhere(tmp_path: Path) -> None:
    anywhere = run("export", output=tmp_path, cwd=tmp_path)
    inside = run("export", output=tmp_path, cwd=ROOT, program="scrapy")
    assert (anywhere.code, anywhere.out) == (inside.code, inside.out)
    assert msgspec.json.decode(anywhere.out)["outlet"] == "post"


@pytest.mark.usefixtures("stocked")
def test_a_database_that_cannot_take_a_record_is_a_fault_of_storage(
    call: Callable[..., Said], tmp_path: Path, make_article: MakeArticle, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object, **__: object) -> None:
        raise OperationalError("INSERT", {}, sqlite3.OperationalError("database or disk is full"))

    monkeypatch.setattr(Shelf, "put", full)
    (tmp_path / "in.jsonl").write_bytes(msgspec.json.encode(make_article("two")))
    said = call("dedupe", "in.jsonl", "-o", "out.jsonl", "--store")
    assert (said.code, "database or disk is full" in said.err) == (5, True)
    assert not (tmp_path / "out.jsonl").exists()
