"""Nobody's private network is asked, whatever leads there: told by a recorded resolver and connector."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest
from faults import SITE, Answer, faulty_server, first_then, http, page, redirect, said
from faulty_sources import index, item, rss
from recorded import NAMES, PROXY, PUBLIC, UNKNOWN
from test_faults import rows_of

TARGETS = {
    "file": "file:///etc/passwd",
    "data": "data:text/html,<p>",
    "ftp": "ftp://ftp.example/news/2026/ferry",
    "loopback": "http://127.0.0.1/news/2026/ferry",
    "metadata": "http://169.254.169.254/news/2026/ferry",
    "ipv6": "http://[::1]/news/2026/ferry",
    "mapped": "http://[::ffff:10.1.2.3]/news/2026/ferry",
    "ten": "http://10.1.2.3/news/2026/ferry",
    "number": "http://2130706433/news/2026/ferry",
    "localhost": "http://localhost/news/2026/ferry",
    **{name: f"http://{name}.{SITE}/news/2026/ferry" for name in NAMES if name != "proxy"},
}
LITERAL_HOSTS = (
    "127.0.0.1",
    "169.254.169.254",
    "::1",
    "::ffff:10.1.2.3",
    "10.1.2.3",
    "2130706433",
    "localhost",
)
_503 = http(b"", status="503 Service Unavailable")
SPIDER = f"""
from newscrawl.platforms import NewsSpider


class PrivateSpider(NewsSpider):
    name = "private"
    publisher = "Private"
    languages = ("en",)
    home = "http://all.{SITE}/"
    sites = ("{SITE}", *{LITERAL_HOSTS!r})
    feeds = ("http://all.{SITE}/feed", *(f"http://source-{{name}}.{SITE}/feed" for name in {list(TARGETS)!r}))
    news_sitemaps = ("http://all.{SITE}/sitemap.xml",)
    listings = ("http://all.{SITE}/list/",)
"""
WAYS = ("straight", "again", "robots")


def address(way: str, target: str) -> str:
    return f"http://{way}-{target}.{SITE}/news/2026/{way}-{target}-ferry"


def announced() -> list[str]:
    pages = [address(way, target) for way in WAYS for target in TARGETS]
    return [
        *pages,
        *TARGETS.values(),
        f"http://{UNKNOWN}/news/2026/unknown-ferry",
        f"http://good.{SITE}/news/2026/good-and-the-ferry",
    ]


def answer_of() -> Callable[[str, str], Answer | None]:
    """Return what the site answers; an address that is asked again fails first with a 503."""
    again = {
        f"{way}-{name}": first_then(_503, redirect(to))
        for way in ("again", "source")
        for name, to in TARGETS.items()
    }

    def answer(name: str, path: str) -> Answer | None:
        way, _, target = name.partition("-")
        if path == "/robots.txt":
            return redirect(TARGETS[target]) if way == "robots" else None
        if way == "straight":
            return redirect(TARGETS[target])
        if name in again:
            return again[name]
        if way == "all":
            return _ANNOUNCERS.get(path)
        return said(http(page(name)))

    return answer


_LINKS = "".join(
    f'<h2><a href="{to}">Ferry waits for the fog again today</a></h2>' for to in TARGETS.values()
)
_ANNOUNCERS = {
    "/feed": said(http(rss(*(item(url) for url in announced())), kind="application/rss+xml")),
    "/sitemap.xml": said(
        http(
            index(*TARGETS.values(), f"http://all.{SITE}/map.xml").replace(
                b"</loc>",
                b"</loc><lastmod>2090-01-01</lastmod>",  # not too old to be read
            ),
            kind="text/xml",
        )
    ),
    "/map.xml": said(
        http(
            f"<urlset>{''.join(f'<url><loc>{to}</loc></url>' for to in TARGETS.values())}</urlset>".encode(),
            kind="text/xml",
        )
    ),
    "/list/": said(http(f"<html><body>{_LINKS}</body></html>".encode())),
}


@dataclass(frozen=True)
class Recorded:
    """What two runs came to, and whom they asked."""

    codes: list[int]
    log: str
    rows: dict[str, list[tuple[str, str | None]]]
    record: list[list[str]]

    def to(self, what: str) -> set[str]:
        return {line[1] for line in self.record if line[0] == what}


def crawl(folder: Path, runs: int, **environment: str) -> Recorded:
    (folder / "outlets").mkdir()
    (folder / "outlets" / "private.py").write_text(SPIDER)
    record = folder / "record"
    settings = {"AUTOTHROTTLE_ENABLED": 0, "CONCURRENT_REQUESTS": 32, "CLAIM_BATCH": 256, "ATTEMPTS_MAX": 2}
    settings |= {"RETRY_BACKOFF": 0.05, "DOWNLOAD_TIMEOUT": 3, "TRANSLATIONS": 0}
    told = [word for name, value in settings.items() for word in ("-s", f"{name}={value}")]
    clean = {name: value for name, value in os.environ.items() if not name.lower().endswith("_proxy")}
    clean |= {"NEWSCRAWL_OUTPUT_DIR": str(folder), "NEWSCRAWL_SPIDER_MODULES": str(folder / "outlets")}
    program = [sys.executable, str(Path(__file__).with_name("recorded.py")), "crawl", "private", *told]
    codes, log = [], ""
    with faulty_server(answer_of()) as server:
        clean |= {"FAULTS_PORT": str(server.port), "RECORD": str(record)}
        for _ in range(runs):
            said = subprocess.run(
                program, env=clean | environment, capture_output=True, text=True, check=False
            )
            codes.append(said.returncode)
            log += said.stderr
    return Recorded(codes, log, rows_of(folder), [line.split() for line in record.read_text().splitlines()])


@pytest.fixture(scope="module")
def crawled(tmp_path_factory: pytest.TempPathFactory) -> Recorded:
    return crawl(tmp_path_factory.mktemp("private"), 2)


def state_of(told: Recorded, url: str) -> tuple[str, str]:
    ((state, reason),) = told.rows[url]
    return state, reason or ""


@pytest.mark.parametrize("way", ["straight", "again"])
@pytest.mark.parametrize("target", TARGETS)
def test_a_page_that_leads_inside_fails_at_once_and_after_a_503(
    crawled: Recorded, way: str, target: str
) -> None:
    state, reason = state_of(crawled, address(way, target))
    assert state == "failed"
    assert "refused address" in reason


@pytest.mark.parametrize("target", TARGETS)
def test_a_host_whose_robots_txt_leads_inside_is_asked_nothing_else(crawled: Recorded, target: str) -> None:
    state, reason = state_of(crawled, address("robots", target))
    assert state == "queued"
    assert "robots.txt: refused address" in reason


@pytest.mark.parametrize("target", TARGETS)
def test_what_feeds_sitemaps_and_listings_name_inside_is_not_asked_for(
    crawled: Recorded, target: str
) -> None:
    for state, reason in crawled.rows.get(TARGETS[target], []):
        assert state == "failed"
        assert "refused address" in (reason or "")
    assert (TARGETS[target] in crawled.rows) == (target not in ("file", "data", "ftp", "number"))


@pytest.mark.parametrize("target", TARGETS)
def test_a_feed_that_leads_inside_after_a_503_is_a_fault(crawled: Recorded, target: str) -> None:
    feed = f"http://source-{target}.{SITE}/feed: "
    assert f"{feed}HTTP 503" in crawled.log
    assert f"{feed}refused address" in crawled.log


def test_a_sitemap_index_that_leads_inside_leads_nowhere(crawled: Recorded) -> None:
    assert "http://127.0.0.1/news/2026/ferry: refused address" in crawled.log
    assert f"http://ten-name.{SITE}/news/2026/ferry: refused address" in crawled.log


def test_nobody_is_connected_to_but_the_public_and_no_name_looked_up_past_the_guard(
    crawled: Recorded,
) -> None:
    assert crawled.to("connect") == {PUBLIC}
    assert all(name.endswith(f".{SITE}") for name in crawled.to("look-up"))
    assert crawled.to("system-look-up") == set()


def test_the_next_page_is_read_and_the_runs_say_how_they_went(crawled: Recorded) -> None:
    assert crawled.rows[f"http://good.{SITE}/news/2026/good-and-the-ferry"] == [("article", None)]
    assert crawled.codes == [3, 0]
    assert "Traceback" not in crawled.log
    assert "root:" not in crawled.log


# --- behind a proxy: it would ask for whatever it is told ---


@pytest.fixture(scope="module")
def behind_a_proxy(tmp_path_factory: pytest.TempPathFactory) -> Recorded:
    proxy = f"http://proxy.{SITE}:3128"
    return crawl(tmp_path_factory.mktemp("proxy"), 1, http_proxy=proxy, https_proxy=proxy)


@pytest.mark.parametrize("target", TARGETS)
def test_behind_a_proxy_literals_are_refused_and_names_looked_up_here(
    behind_a_proxy: Recorded, target: str
) -> None:
    for way in ("straight", "again"):
        state, reason = state_of(behind_a_proxy, address(way, target))
        assert state == "failed"
        assert "refused address" in reason


def test_a_proxy_is_asked_for_nothing_but_public_names(behind_a_proxy: Recorded) -> None:
    asked = [line[1] for line in behind_a_proxy.record if line[0] == "look-up"]
    assert behind_a_proxy.to("connect") == {PROXY}
    assert f"good.{SITE}" in asked
    assert asked.count(f"good.{SITE}") == 1
    assert behind_a_proxy.rows[f"http://good.{SITE}/news/2026/good-and-the-ferry"] == [("article", None)]


def test_behind_a_proxy_a_name_that_is_unknown_here_is_not_asked_for(behind_a_proxy: Recorded) -> None:
    state, reason = state_of(behind_a_proxy, f"http://{UNKNOWN}/news/2026/unknown-ferry")
    assert state == "queued"
    assert "the host name does not resolve" in reason
