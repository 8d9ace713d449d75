"""What is scaled down every day, at its full size and in real time: a gigabyte, half a minute of nothing."""

from __future__ import annotations

import gzip
import time
import zlib
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from itertools import chain, repeat
from pathlib import Path

import brotli
import pytest
from faults import MB, SITE, Answer, encoded, faulty_server, forever, http, page, said, zstd
from test_faults import MEMORY_MOST, SPIDER, crawl, rows_of

GB = 1024 * MB
_ZEROS = bytes(16 * MB)
FIRST = f"https://huge.{SITE}/news/2026/huge-and-the-ferry"
GOOD = f"https://huge.{SITE}/news/2026/good-and-the-ferry"
REAL_TIME = ("-s", "DOWNLOAD_TIMEOUT=30", "-s", "ATTEMPTS_MAX=1")


@dataclass(frozen=True)
class Told:
    """What a crawl of one outlet came to; `memory` is in MB at the most."""

    code: int
    memory: float
    seconds: float
    log: str
    rows: dict[str, list[tuple[str, str | None]]]


def feed_of(*urls: str) -> bytes:
    items = "".join(f"<item><title>Ferry</title><link>{url}</link></item>" for url in urls)
    return f'<rss version="2.0"><channel>{items}</channel></rss>'.encode()


def crawled(folder: Path, answers: dict[str, Answer], *more: str, kind: str = "feeds") -> Told:
    """Crawl an outlet that answers by path, in a process of its own; its other pages are sound."""
    (folder / "outlets").mkdir()
    spider = SPIDER.format(name="huge", host=f"huge.{SITE}", kind=kind)
    (folder / "outlets" / "huge.py").write_text(spider)
    sound = {"/feed": said(http(feed_of(FIRST, GOOD), kind="application/rss+xml")), "/robots.txt": None}
    sound |= answers

    def answer(_: str, path: str) -> Answer | None:
        return sound[path] if path in sound else said(http(page(path)))

    began = time.monotonic()
    with faulty_server(answer) as server:
        code, memory, log = crawl(server.port, folder, "crawl", "huge", *more)
    return Told(code, memory, time.monotonic() - began, log, rows_of(folder))


@pytest.fixture(scope="module")
def idle(tmp_path_factory: pytest.TempPathFactory) -> float:
    """Return what a crawl of two sound pages takes, in MB."""
    return crawled(tmp_path_factory.mktemp("idle"), {}).memory


@cache
def bomb(coding: str) -> bytes:
    """Return a gigabyte of nothing, packed; of gzip and zstd in members, and gzip in one stream too."""
    if coding == "gzip members":
        return gzip.compress(_ZEROS) * 64
    if coding == "zstd":
        return zstd(_ZEROS) * 64
    if coding == "br":
        packer = brotli.Compressor(quality=1)
        return b"".join(packer.process(_ZEROS) for _ in range(64)) + packer.finish()
    stream = zlib.compressobj(1, wbits=zlib.MAX_WBITS | (16 if coding == "gzip" else 0))
    return b"".join(stream.compress(_ZEROS) for _ in range(64)) + stream.flush()


@pytest.mark.parametrize("coding", ["gzip", "gzip members", "deflate", "br", "zstd"])
def test_a_gigabyte_in_a_coding_is_refused_at_ten(coding: str, idle: float, tmp_path: Path) -> None:
    answer = said(encoded(coding.split()[0], bomb(coding)))
    told = crawled(tmp_path, {"/news/2026/huge-and-the-ferry": answer}, *REAL_TIME)
    assert [state for state, _ in told.rows[FIRST]] == ["too_large"]
    assert told.rows[GOOD] == [("article", None)]
    assert told.memory - idle < MEMORY_MOST
    assert told.code == 0


def many_headers(send: Callable[[bytes], None], _: bytes) -> None:
    send(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n")
    for _ in range(300):
        send((b"X-Ferry: " + b"fog" * 333 + b"\r\n") * (MB // 1010))
    send(b"Content-Length: 3\r\n\r\n<p>")


def test_three_hundred_megabytes_of_headers_are_cut_off(idle: float, tmp_path: Path) -> None:
    told = crawled(tmp_path, {"/news/2026/huge-and-the-ferry": many_headers}, *REAL_TIME)
    assert [state for state, _ in told.rows[FIRST]] == ["too_large"]
    assert told.rows[GOOD] == [("article", None)]
    assert told.memory - idle < 20


def sitemap(entries: int, size: int) -> bytes:
    """Return a valid sitemap of so many entries of about so many bytes, all long past."""
    rest = "x" * (size - 120)
    urls = (
        f"<url><loc>https://huge.{SITE}/news/2020/{n:07}</loc><lastmod>2020-05-01</lastmod><!--{rest}--></url>"
        for n in range(entries)
    )
    head = '<?xml version="1.0"?><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">'
    return "".join(chain([head], urls, ["</urlset>"])).encode()


def states(told: Told) -> Counter[str]:
    return Counter(state for rows in told.rows.values() for state, _ in rows)


@pytest.mark.parametrize("packed", [False, True])
def test_a_sitemap_of_fifty_megabytes_is_read_whole(packed: bool, idle: float, tmp_path: Path) -> None:
    body = sitemap(50_000, 1000)
    assert 45 * MB < len(body) < 50 * MB
    answer = said(http(gzip.compress(body) if packed else body, kind="text/xml"))
    told = crawled(tmp_path, {"/feed": answer}, "-s", "DOWNLOAD_TIMEOUT=30", kind="sitemaps")
    assert states(told) == {"out_of_window": 50_000}
    assert told.code == 0
    assert told.memory - idle < MEMORY_MOST


def test_a_sitemap_of_a_gigabyte_is_read_up_to_the_cap_and_said(idle: float, tmp_path: Path) -> None:
    packed = b"".join(repeat(gzip.compress(sitemap(50_000, 1000)), 22))
    told = crawled(
        tmp_path, {"/feed": said(http(packed, kind="text/xml"))}, "-s", "DOWNLOAD_TIMEOUT=30", kind="sitemaps"
    )
    assert states(told) == {"out_of_window": 50_000}
    assert "more than 50000 entries" in told.log
    assert "larger than 50 MiB" in told.log
    assert told.code == 3
    assert told.memory - idle < MEMORY_MOST


def test_a_feed_of_a_million_entries_is_read_up_to_the_cap_and_said(idle: float, tmp_path: Path) -> None:
    entries = (f"<item><link>/{n:x}</link></item>" for n in range(1_000_000))
    body = "".join(chain(["<rss><channel>"], entries, ["</channel></rss>"])).encode()
    answer = said(http(body, kind="application/rss+xml"))
    told = crawled(tmp_path, {"/feed": answer}, "-s", "DOWNLOAD_TIMEOUT=30", "-a", "max_articles=3")
    assert states(told) == {"queued": 49_997, "article": 3}
    assert "more than 50000 entries" in told.log
    assert told.memory - idle < MEMORY_MOST


SLOW: dict[str, Answer] = {
    "a byte a second": forever(http(b"", length=False), b"x", 1),
    "a header a second": forever(b"HTTP/1.1 200 OK\r\n", b"X-Ferry: fog\r\n", 1),
    "interim answers": forever(b"", b"HTTP/1.1 103 Early Hints\r\n\r\n", 0.5),
    "nothing": forever(b"", b"", 1),
}


def test_what_never_ends_ends_within_half_a_minute_while_others_go_on(tmp_path: Path) -> None:
    paths = {f"/news/2026/slow-{n}-ferry": answer for n, answer in enumerate(SLOW.values())}
    urls = [f"https://huge.{SITE}{path}" for path in paths]
    good = [f"https://huge.{SITE}/news/2026/good-{n}" for n in range(20)]
    feed = said(http(feed_of(*urls, *good), kind="application/rss+xml"))
    more = ("-s", "CONCURRENT_REQUESTS_PER_DOMAIN=8", *REAL_TIME)
    told = crawled(tmp_path, {**paths, "/feed": feed}, *more)
    assert told.seconds < 30 + 8  # with the start of the process
    for url in urls:
        ((state, reason),) = told.rows[url]
        assert (state, reason) == ("failed", "no whole answer in time, 1 times")
    assert [told.rows[url] for url in good] == [[("article", None)]] * 20
