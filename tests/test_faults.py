"""Answers that go wrong: each address ends in one state with its reason, and the pages beside it are read."""

from __future__ import annotations

import json
import os
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import faults
import faulty_sources
import pytest
from faults import CASES, SITE, Case, faulty_server, good_url
from faulty_sources import SOURCES, SourceCase

HANDLER = "newscrawl.demo.transport.LoopbackDownloadHandler"
SPIDER = """
from newscrawl.platforms import NewsSpider


class FaultsSpider(NewsSpider):
    name = "{name}"
    publisher = "Faults"
    languages = ("en",)
    home = "https://{host}/"
    sites = ("{host}",)
    {kind} = ("https://{host}/feed",)
"""
# A process's usage begins with that of whoever started it, 700 MB of tests; the kernel's mark does not.
MAIN = """
import atexit, os, pathlib, re, resource
from newscrawl.cli import main

def tell():
    own = re.search(r"VmHWM:\\s+(\\d+)", pathlib.Path("/proc/self/status").read_text())
    most = max(int(own[1]), resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)
    pathlib.Path(os.environ["MEMORY"]).write_text(str(most))

atexit.register(tell)
main()
"""
MEMORY_MOST = 150  # MB above a crawl with nothing to do


@dataclass(frozen=True)
class Crawled:
    """What a crawl over all cases came to."""

    code: int
    memory: float  # MB at the most
    log: str
    rows: dict[str, list[tuple[str, str | None]]]
    asked: set[str]
    order: list[str]
    records: list[dict[str, object]]


def crawl(port: int, folder: Path, *verb: str) -> tuple[int, float, str]:
    settings = {
        "DEMO_PORT": port,
        "PRIVATE_ALLOWED": f"127.0.0.1:{port}",
        "DOWNLOAD_HANDLERS": json.dumps({"http": HANDLER, "https": HANDLER, "file": None, "data": None}),
        "AUTOTHROTTLE_ENABLED": 0,
        "CONCURRENT_REQUESTS": 32,
        "CLAIM_BATCH": 256,  # the slow ones stand in nobody's way
        "DOWNLOAD_TIMEOUT": 1,
        "ATTEMPTS_MAX": 2,
        "RETRY_BACKOFF": 0.05,
        "TRANSLATIONS": 0,
    }
    told = [word for name, value in settings.items() for word in ("-s", f"{name}={value}")]
    environment = {
        "NEWSCRAWL_OUTPUT_DIR": str(folder),
        "NEWSCRAWL_SPIDER_MODULES": str(folder / "outlets"),
        "MEMORY": str(folder / "memory"),
    }
    with (folder / "log").open("w") as log:
        command = [sys.executable, "-c", MAIN, verb[0], *told, *verb[1:]]  # the later -s holds
        code = subprocess.run(command, env=os.environ | environment, stderr=log, check=False).returncode
    return code, int((folder / "memory").read_text()) / 1024, (folder / "log").read_text("utf-8")


@pytest.fixture(scope="module")
def crawls(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Crawled, Crawled]]:
    """Crawl all cases once, and once more when nothing is left to do."""
    folder = tmp_path_factory.mktemp("faults")
    (folder / "outlets").mkdir()
    (folder / "outlets" / "faults.py").write_text(SPIDER.format(name="faults", host=SITE, kind="feeds"))
    with faulty_server(faults.answer_of) as server:
        told = []
        for _ in range(2):
            code, memory, log = crawl(server.port, folder, "crawl", "faults")
            order = [host for host, path in server.asked if path.startswith("/news/")]
            asked = {host for host, _ in server.asked}
            told.append(Crawled(code, memory, log, rows_of(folder), asked, order, records_of(folder)))
    yield told[0], told[1]


def rows_of(folder: Path) -> dict[str, list[tuple[str, str | None]]]:
    database = sqlite3.connect(folder / "newscrawl.db")
    rows: dict[str, list[tuple[str, str | None]]] = {}
    for url, state, reason in database.execute("SELECT url, state, reason FROM addresses"):
        rows.setdefault(url, []).append((state, reason))
    database.close()
    return rows


def records_of(folder: Path) -> list[dict[str, object]]:
    paths = sorted(folder.glob("articles/*/*.jsonl"))
    return [json.loads(line) for path in paths for line in path.read_text("utf-8").splitlines()]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_an_answer_that_goes_wrong_ends_in_one_state(case: Case, crawls: tuple[Crawled, Crawled]) -> None:
    ((state, reason),) = crawls[0].rows[case.url]
    assert state in case.states, reason
    assert case.reason in (reason or "")
    assert crawls[0].rows[good_url(case)] == [("article", None)]


TEXTS = {
    "nul": "fog", "no-such-charset": "fog", "utf-16-that-is-none": "fog", "latin-as-utf-8": "fög",
    "utf-8-as-latin": "fög", "half-letters": "f\ufffdog\ufffd", "header-not-utf-8": "fog",
    "invalid-utf-8": "fÿþg",
}  # fmt: skip


@pytest.mark.parametrize("name", TEXTS)
def test_a_text_whose_letters_are_lied_about_is_right(name: str, crawls: tuple[Crawled, Crawled]) -> None:
    (text,) = (str(told["article_body"]) for told in crawls[0].records if f"/{name}-and" in str(told["url"]))
    assert f"the pilot said nothing of the {TEXTS[name]}" in text
    assert text.replace("\n", "").isprintable()


def test_no_reason_is_longer_than_a_screen(crawls: tuple[Crawled, Crawled]) -> None:
    reasons = [reason or "" for rows in crawls[0].rows.values() for _, reason in rows]
    assert max(map(len, reasons)) <= 500
    assert max(map(len, crawls[0].log.splitlines())) <= 3100


def test_others_go_on_while_one_is_slow(crawls: tuple[Crawled, Crawled]) -> None:
    """Between the first look at a slow page and the second, a second later, many others are asked for."""
    for name in ("byte-by-byte", "endless-continue", "never-answers"):
        first, second = (n for n, host in enumerate(crawls[0].order) if host == f"{name}.{SITE}")
        assert second - first > 20


def test_nothing_but_the_site_is_asked(crawls: tuple[Crawled, Crawled]) -> None:
    assert {host for host in crawls[0].asked if not f".{host}".endswith(f".{SITE}")} == set()


def test_a_crawl_through_faults_stays_small_and_ends_well(crawls: tuple[Crawled, Crawled]) -> None:
    first, second = crawls
    assert "Traceback" not in first.log
    assert (first.code, second.code) == (0, 0)
    assert first.memory - second.memory < MEMORY_MOST
    assert second.rows == first.rows
    assert second.records == first.records


def test_what_is_exported_is_what_the_ledger_says(crawls: tuple[Crawled, Crawled]) -> None:
    exported = [state for rows in crawls[0].rows.values() for state, _ in rows if state == "article"]
    assert len({record["id"] for record in crawls[0].records}) == len(exported)


# --- sources and robots.txt: an outlet a case, all in one run ---


@dataclass(frozen=True)
class Run:
    """What a run over all outlets with faulty sources came to."""

    code: int
    memory: float
    log: str
    rows: dict[str, list[tuple[str, str | None]]]
    faults: dict[str, str | None]
    asked: list[tuple[str, str]]


@pytest.fixture(scope="module")
def a_run(tmp_path_factory: pytest.TempPathFactory) -> Run:
    folder = tmp_path_factory.mktemp("sources")
    (folder / "outlets").mkdir()
    names = []
    for case in SOURCES:
        names.append(case.name.replace("-", "_"))
        told = {"name": names[-1], "host": case.host, "kind": "sitemaps" if case.sitemap else "feeds"}
        (folder / "outlets" / f"{names[-1]}.py").write_text(SPIDER.format(**told))
    with faulty_server(faulty_sources.answer_of) as server:
        code, memory, log = crawl(
            server.port, folder, "run", *names, "--jobs", "1", "-s", "OUTLETS_AT_ONCE=1"
        )  # one by one: each alone must stay small
        asked = list(server.asked)
    database = sqlite3.connect(folder / "newscrawl.db")
    told_faults = dict(database.execute("SELECT outlet, fault FROM sources WHERE url LIKE '%/feed'"))
    database.close()
    return Run(
        code, memory, log + (folder / "logs" / "run.log").read_text(), rows_of(folder), told_faults, asked
    )


@pytest.mark.parametrize("case", SOURCES, ids=lambda case: case.name)
def test_a_source_that_goes_wrong_is_told_and_takes_no_other_with_it(case: SourceCase, a_run: Run) -> None:
    fault = a_run.faults.get(case.name.replace("-", "_"))
    assert (case.fault or "") in (fault or "")
    assert bool(fault) >= bool(case.fault)
    states = [state for state, _ in a_run.rows.get(case.article, [])]
    assert states == ([case.state] if case.state else [])


def test_a_host_without_an_answer_at_robots_txt_is_asked_nothing_else(a_run: Run) -> None:
    for name in ("robots-500", "robots-silent"):
        assert {path for host, path in a_run.asked if host == f"{name}.{SITE}"} == {"/robots.txt"}


def test_endless_sitemaps_come_to_an_end(a_run: Run) -> None:
    assert "more than 3 levels deep are not followed" in a_run.log
    for name in ("sitemap-itself", "sitemap-chain"):
        assert sum(host == f"{name}.{SITE}" for host, _ in a_run.asked) < 9


def test_no_source_leads_a_run_astray(a_run: Run) -> None:
    """Nothing but the sites is asked, no file is read, memory stays small, no error of the program."""
    assert {host for host, _ in a_run.asked if not host.endswith(f".{SITE}")} == set()
    assert "Traceback" not in a_run.log
    assert a_run.code == 3
    assert a_run.memory < 2 * MEMORY_MOST
