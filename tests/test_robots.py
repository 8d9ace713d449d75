"""robots.txt by RFC 9309, with a stand-in for the engine."""

from __future__ import annotations

import asyncio
from datetime import datetime, timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from scrapy import Request, signals
from scrapy.exceptions import DownloadTimeoutError, StopDownload
from scrapy.http import Response
from scrapy.settings import Settings
from scrapy.signalmanager import SignalManager
from sqlalchemy.engine import Engine

from newscrawl.middlewares.refusals import RedirectedTooOften, Refusal
from newscrawl.middlewares.robots import RobotsMiddleware

pytestmark = pytest.mark.sqlite

ROBOTS = "https://post.example/robots.txt"
OPEN, SHUT = "https://post.example/one", "https://post.example/private/two"
RULES = b"User-agent: *\nDisallow: /private/\n"


class Host:
    """A host's robots.txt, and a crawl's engine that asks for it; `asked` are the requests made."""

    def __init__(self, engine: Engine, now: datetime) -> None:
        self.now = now
        self.asked: list[Request] = []
        self.answer: Response | Exception = Response(ROBOTS, status=404)
        self.chunks: list[bytes] = []  # what the downloader tells of while it reads the answer
        self.slots: dict[str, Any] = {}
        self.slot_settings: dict[str, Any] = {}
        downloader = SimpleNamespace(slots=self.slots, per_slot_settings=self.slot_settings)
        self.crawler: Any = SimpleNamespace(
            engine=SimpleNamespace(download_async=self._download, downloader=downloader),
            signals=SignalManager(),
            settings=Settings({"DOWNLOAD_MAXSIZE": 10_000_000}),
        )
        self.ledger: Any = SimpleNamespace(engine=engine, outlet="post", clock=lambda: self.now)

    async def _download(self, request: Request) -> Response:
        self.asked.append(request)
        for number, chunk in enumerate(self.chunks):
            told = {"signal": signals.bytes_received, "data": chunk, "request": request}
            results = [result for _, result in self.crawler.signals.send_catch_log(**told)]
            if any(isinstance(getattr(result, "value", None), StopDownload) for result in results):
                self.answer = Response(ROBOTS, body=b"".join(self.chunks[: number + 1]))
                break
        if isinstance(self.answer, Exception):
            raise self.answer
        return self.answer

    def says(self, body: bytes | str = b"", status: int = 200, **headers: str) -> None:
        told = {name.replace("_", "-"): value for name, value in headers.items()}
        body = body.encode() if isinstance(body, str) else body
        self.answer = Response(ROBOTS, status=status, body=body, headers=told)

    def fails(self, failure: Exception) -> None:
        self.answer = failure

    def run(self, fresh: timedelta = timedelta(0)) -> RobotsMiddleware:
        return RobotsMiddleware(self.crawler, self.ledger, "newscrawl", fresh)


@pytest.fixture
def host(engine: Engine, now: datetime) -> Host:
    return Host(engine, now)


def ask(middleware: RobotsMiddleware, *urls: str, **meta: Any) -> list[tuple[str, str] | None]:
    """Return for each address its refusal's state and reason, None where it is let through."""

    async def one(url: str) -> tuple[str, str] | None:
        try:
            await middleware.process_request(Request(url, meta=meta))
        except Refusal as refusal:
            return refusal.state, refusal.reason
        return None

    async def every() -> list[tuple[str, str] | None]:
        return list(await asyncio.gather(*map(one, urls)))

    return asyncio.run(every())


DISALLOWED = ("robots_disallowed", "robots.txt disallows it")


def test_rules_are_obeyed_and_asked_for_once_a_run(host: Host) -> None:
    host.says(RULES)
    assert ask(host.run(), OPEN, SHUT, OPEN, SHUT) == [None, DISALLOWED, None, DISALLOWED]
    assert [request.url for request in host.asked] == [ROBOTS]
    assert host.asked[0].meta["dont_obey_robotstxt"] is True


def test_each_host_and_scheme_has_rules_of_its_own(host: Host) -> None:
    ask(host.run(), OPEN, "http://post.example/one", "https://mail.example/", "https://post.example:8443/")
    assert sorted(request.url for request in host.asked) == [
        "http://post.example/robots.txt",
        "https://mail.example/robots.txt",
        "https://post.example/robots.txt",
        "https://post.example:8443/robots.txt",
    ]


def test_what_names_this_crawler_goes_before_what_is_for_all(host: Host) -> None:
    host.says("User-agent: *\nDisallow: /\n\nUser-agent: NewsCrawl\nDisallow: /private/\n")
    assert ask(host.run(), OPEN, SHUT) == [None, DISALLOWED]


@pytest.mark.parametrize("status", [400, 401, 403, 404, 410, 451])
def test_a_host_without_rules_may_be_asked_anything(host: Host, status: int) -> None:
    host.says(RULES, status)
    assert ask(host.run(), SHUT) == [None]


@pytest.mark.parametrize("status", [429, 500, 502, 503, 504])
def test_a_host_in_trouble_is_left_alone_for_now(host: Host, status: int) -> None:
    host.says(RULES, status)
    assert ask(host.run(), OPEN) == [("queued", f"robots.txt: HTTP {status}")]


@pytest.mark.parametrize(
    "failure", [DownloadTimeoutError("x"), OSError("x"), Refusal("failed", "refused address")]
)
def test_no_answer_means_not_now(host: Host, failure: Exception) -> None:
    host.fails(failure)
    ((state, reason),) = filter(None, ask(host.run(), OPEN))
    assert state == "queued"
    assert reason.startswith("robots.txt: ")


def test_a_copy_of_less_than_a_day_stands_in_for_an_answer_that_does_not_come(host: Host) -> None:
    host.says(RULES)
    ask(host.run(), OPEN)
    host.says(b"", 503)
    host.now += timedelta(hours=23)
    assert ask(host.run(), OPEN, SHUT) == [None, DISALLOWED]
    host.fails(OSError("x"))
    host.now += timedelta(hours=2)
    assert [told and told[0] for told in ask(host.run(), OPEN)] == ["queued"]


def test_rules_are_asked_for_conditionally_and_a_304_renews_the_copy(host: Host) -> None:
    host.says(RULES, ETag='"1"', Last_Modified="Sat, 23 May 2026 10:00:00 GMT")
    ask(host.run(), OPEN)
    host.says(b"", 304)
    host.now += timedelta(hours=20)
    assert ask(host.run(), OPEN, SHUT) == [None, DISALLOWED]
    sent = host.asked[-1].headers
    assert (sent["If-None-Match"], sent["If-Modified-Since"]) == (b'"1"', b"Sat, 23 May 2026 10:00:00 GMT")
    host.says(b"", 500)
    host.now += timedelta(hours=20)
    assert ask(host.run(), OPEN, SHUT) == [None, DISALLOWED]


def test_a_304_out_of_the_blue_is_no_rules(host: Host) -> None:
    host.says(b"", 304)
    assert ask(host.run(), OPEN) == [None]


def test_what_must_be_asked_regardless_is(host: Host) -> None:
    host.says("User-agent: *\nDisallow: /\n")
    assert ask(host.run(), OPEN, dont_obey_robotstxt=True) == [None]
    assert host.asked == []


def slowed(host: Host, rules: str) -> dict[str, Any] | None:
    host.says(f"User-agent: *\n{rules}\n")
    request = Request(OPEN)
    asyncio.run(host.run().process_request(request))
    assert ("autothrottle_dont_adjust_delay" in request.meta) == bool(host.slot_settings)
    return host.slot_settings.get("post.example")


@pytest.mark.parametrize(
    ("rules", "delay"),
    [
        ("Crawl-delay: 5", 5.0),
        ("Crawl-delay: 0.5", 0.5),
        ("Crawl-delay: 86400", 60.0),
    ],
)
def test_a_crawl_delay_is_honoured_up_to_a_minute(host: Host, rules: str, delay: float) -> None:
    settings = slowed(host, rules)
    assert settings is not None
    assert (settings["delay"], settings["concurrency"]) == (delay, 1)


@pytest.mark.parametrize(
    "rules", ["Disallow:", "Crawl-delay: 0", "Crawl-delay: -5", "Crawl-delay: nan", "Crawl-delay: x"]
)
def test_no_delay_or_a_nonsensical_one_changes_nothing(host: Host, rules: str) -> None:
    assert slowed(host, rules) is None


def test_a_slot_in_use_is_slowed_down_too(host: Host) -> None:
    slot = SimpleNamespace(concurrency=8, delay=0.0, jitter=0.5)
    host.slots["post.example"] = slot
    slowed(host, "Crawl-delay: 7")
    assert (slot.concurrency, slot.delay) == (1, 7.0)


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"\xff\xfe\x00" * 1000,
        b"<html><body>not found</body></html>",
        b"Disallow: /" * 50_000,
        b"User-agent: *\nDisallow: /" + b"*e" * 5000 + b"b$\n",
        b"\x00User-agent: *\n",
    ],
)
def test_any_bytes_are_read(host: Host, body: bytes) -> None:
    host.says(body)
    assert ask(host.run(), OPEN) == [None]


def test_half_a_mebibyte_is_read_and_no_more(host: Host) -> None:
    padding = b"# " + b"x" * 100 + b"\n"
    early = padding * 4000 + b"User-agent: *\nDisallow: /private/\n"
    assert len(early) < 500 * 1024
    host.says(early)
    assert ask(host.run(), SHUT) == [DISALLOWED]
    host.says(padding * 6000 + b"User-agent: *\nDisallow: /private/\n")
    assert ask(host.run(), SHUT) == [None]


def test_the_text_is_kept_for_the_sitemaps_in_it(host: Host) -> None:
    host.says("Sitemap: https://post.example/news.xml")
    robots = asyncio.run(host.run().of(OPEN))
    assert "news.xml" in robots.text


def test_a_fresh_answer_holds_in_the_next_run_without_being_asked_for(host: Host) -> None:
    host.says(RULES)
    ask(host.run(timedelta(hours=3)), OPEN)
    host.says("User-agent: *\nDisallow: /\n")
    host.now += timedelta(hours=2)
    assert ask(host.run(timedelta(hours=3)), OPEN, SHUT) == [None, DISALLOWED]
    assert len(host.asked) == 1
    host.now += timedelta(hours=2)
    assert ask(host.run(timedelta(hours=3)), OPEN) == [DISALLOWED]
    assert len(host.asked) == 2


def test_that_there_are_no_rules_is_an_answer_that_holds_too(host: Host) -> None:
    host.says(b"", 404)
    ask(host.run(), OPEN)
    assert ask(host.run(timedelta(hours=3)), SHUT) == [None]
    host.says(b"", 503)
    assert ask(host.run(), SHUT) == [None]  # within the day the last answer stands in
    assert len(host.asked) == 2


def test_a_host_that_is_closed_is_asked_again_when_its_time_is_over(host: Host) -> None:
    host.says(b"", 503)
    run = host.run()
    assert ask(run, OPEN, OPEN) == [("queued", "robots.txt: HTTP 503")] * 2
    host.now += timedelta(minutes=4)
    assert ask(run, OPEN) == [("queued", "robots.txt: HTTP 503")]
    assert len(host.asked) == 1
    host.says(RULES)
    host.now += timedelta(minutes=1)
    assert ask(run, OPEN, SHUT) == [None, DISALLOWED]


def test_a_closed_host_spends_no_attempt_and_keeps_the_time_that_it_asked_for(
    host: Host, now: datetime
) -> None:
    until = now + timedelta(seconds=7)
    host.fails(Refusal("queued", "post.example asked to wait", until=until))
    with pytest.raises(Refusal) as refused:
        asyncio.run(host.run().process_request(Request(OPEN)))
    assert (refused.value.until, refused.value.counts) == (until, False)


def test_after_thirty_days_without_an_answer_the_last_one_holds_again_however_old(host: Host) -> None:
    host.says(RULES)
    ask(host.run(), OPEN)
    host.now += timedelta(days=2)
    host.fails(OSError("x"))
    assert ask(host.run(), OPEN) != [None]
    host.now += timedelta(days=29)
    assert ask(host.run(), OPEN) != [None]
    host.now += timedelta(days=2)
    assert ask(host.run(), OPEN, SHUT) == [None, DISALLOWED]
    host.says(b"", 404)
    assert ask(host.run(), SHUT) == [None]


def test_after_thirty_days_without_any_answer_there_are_no_rules_but_a_wall_stays_one(host: Host) -> None:
    host.says(b"", 500)
    ask(host.run(), OPEN)
    host.now += timedelta(days=31)
    assert ask(host.run(), SHUT) == [None]
    host.says(CHALLENGE, 403)
    assert ask(host.run(), OPEN) == [("queued", "robots.txt: blocked: HTTP 403, a Cloudflare challenge")]


CHALLENGE = "<html><title>Just a moment...</title></html>"


@pytest.mark.parametrize(
    ("status", "body"), [(403, CHALLENGE), (200, CHALLENGE), (503, CHALLENGE), (202, "")]
)
def test_a_challenge_in_the_rules_place_is_not_their_absence(host: Host, status: int, body: str) -> None:
    host.says(body, status)
    ((state, reason),) = filter(None, ask(host.run(), OPEN))
    assert (state, reason[:21]) == ("queued", "robots.txt: blocked: ")


def test_a_page_in_the_rules_place_has_no_rules(host: Host) -> None:
    host.says("<html><head><title>Harbour Post</title></head><body>Disallow: /</body></html>")
    assert ask(host.run(), SHUT) == [None]


def test_redirects_without_end_are_as_good_as_no_file(host: Host) -> None:
    host.fails(RedirectedTooOften("failed", "redirected more than 5 times"))
    assert ask(host.run(), SHUT) == [None]


def test_the_download_stops_at_what_is_read(host: Host) -> None:
    rules = b"User-agent: *\nDisallow: /private/\n"
    host.chunks = [rules, *[b"# " + b"x" * 65_533 + b"\n"] * 500]
    assert ask(host.run(), SHUT) == [DISALLOWED]
    assert isinstance(host.answer, Response)
    assert 500 * 1024 < len(host.answer.body) < 700 * 1024
    assert host.asked[0].headers["Accept-Encoding"] == b"identity"
    assert host.asked[0].meta["download_maxsize"] == 10_000_000  # for what a packed one unpacks to
    told = {"signal": signals.bytes_received, "data": b"", "request": host.asked[0]}
    assert host.crawler.signals.send_catch_log(**told) == []  # nobody listens any more


def test_other_downloads_under_way_are_not_cut(host: Host) -> None:
    other: list[Any] = []

    async def download(request: Request) -> Response:
        told = {"signal": signals.bytes_received, "data": b"x" * 600_000, "request": Request(OPEN)}
        other.extend(host.crawler.signals.send_catch_log(**told))
        return Response(ROBOTS, body=RULES, request=request)

    host.crawler.engine.download_async = download
    assert ask(host.run(), SHUT) == [DISALLOWED]
    assert [result for _, result in other] == [None]
