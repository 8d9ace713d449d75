"""An outlet that blocks us: the run stops, the pause grows, and ends when it lets us through."""

from __future__ import annotations

from collections import deque
from datetime import UTC, datetime, timedelta
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
import sqlalchemy as sa
from loopback import Pages, feed, run
from scrapy import Request
from scrapy.http import Response
from sqlalchemy.engine import Engine

from newscrawl.middlewares.blocks import BlockMiddleware
from newscrawl.middlewares.refusals import Refusal
from newscrawl.patience import Blocks, Recent, grown
from newscrawl.results import Tally
from newscrawl.store import ledger, pauses
from newscrawl.store.database import open_database, read, sqlite_url, write
from newscrawl.store.pauses import Pause
from newscrawl.store.tables import addresses
from newscrawl.store.times import micros

HOME = "https://post.example"
PAGE, FEED, ROBOTS = f"{HOME}/one", f"{HOME}/feed", f"{HOME}/robots.txt"
CHALLENGE = b"<html><title>Just a moment...</title></html>"
HOUR = timedelta(hours=1)


class Outlet:
    """An outlet's runs, one after another; `queue` is what waits in the running one's downloader."""

    def __init__(self, engine: Engine, now: datetime) -> None:
        self.engine, self.now = engine, now
        self.begin()

    def begin(self) -> None:
        self.queue: deque[Any] = deque()
        slots = {"post.example": SimpleNamespace(queue=self.queue)}
        crawler: Any = SimpleNamespace(engine=SimpleNamespace(downloader=SimpleNamespace(slots=slots)))
        self.ledger: Any = SimpleNamespace(
            engine=self.engine, outlet="post", clock=lambda: self.now, tally=Tally(), stopped=None
        )
        self.run = BlockMiddleware(crawler, self.ledger, 3600, 86_400, 3)

    def says(self, *statuses: int, url: str = PAGE, body: bytes = b"") -> None:
        meta = {"claimed": url} if url == PAGE else {}
        for status in statuses:
            request = Request(url, meta=meta)
            response = Response(url, status=status, body=body)
            assert self.run.process_response(request, response) is response

    @property
    def refusal(self) -> Refusal | None:
        try:
            self.run.process_request(Request(PAGE))
        except Refusal as refusal:
            return refusal
        return None

    @property
    def pause(self) -> Pause | None:
        with read(self.engine) as connection:
            return pauses.of(connection, "post")

    def rows(self) -> list[Any]:
        with read(self.engine) as connection:
            return list(connection.execute(sa.select(addresses).order_by(addresses.c.url)))


@pytest.fixture
def outlet(engine: Engine, now: datetime) -> Outlet:
    with write(engine) as connection:
        ledger.ask_for(connection, "post", [PAGE, f"{HOME}/two"], now=now)
        ledger.ask_for(connection, "mail", ["https://mail.example/one"], now=now)
    return Outlet(engine, now)


def test_three_walls_in_a_row_end_the_run_and_leave_the_outlet_alone(outlet: Outlet, now: datetime) -> None:
    outlet.now = now + timedelta(minutes=1)
    outlet.says(200, url=FEED)
    outlet.says(403, 403)
    assert outlet.refusal is None
    outlet.says(403)
    refusal, pause = outlet.refusal, outlet.pause
    assert refusal is not None
    assert pause is not None
    assert (pause.seconds, pause.until, pause.since) == (3600, outlet.now + HOUR, outlet.now)
    assert pause.reason == "HTTP 403, access is refused"
    assert (refusal.state, refusal.until, refusal.counts) == ("queued", pause.until, False)
    assert (outlet.ledger.stopped, outlet.ledger.tally.faults) == ("blocked", [refusal.reason])


def test_rows_that_wait_stay_queued_with_the_reason_and_without_an_attempt(
    outlet: Outlet, now: datetime
) -> None:
    outlet.now = now + timedelta(minutes=1)
    outlet.says(403, 403, 403)
    assert outlet.pause is not None
    mails, *mine = outlet.rows()
    for row in mine:
        assert (row.state, row.reason, row.attempts) == ("queued", outlet.pause.words, 0)
        assert row.due_at == micros(outlet.pause.until)
    assert (mails.reason, mails.due_at) == (None, micros(now))


def test_what_waits_for_its_turn_is_refused_too(outlet: Outlet) -> None:
    told: list[Any] = []
    outlet.queue.append((Request(PAGE), SimpleNamespace(errback=lambda f: told.append(f.value))))
    outlet.says(403, 403, 403)
    assert [str(refusal) for refusal in told] == [str(outlet.refusal)]
    assert not outlet.queue


def test_a_page_between_walls_begins_the_count_anew(outlet: Outlet) -> None:
    for status in (403, 403, 200, 403, 403, 404, 403, 403):
        outlet.says(status)
    assert outlet.refusal is None


def test_the_pause_doubles_each_time_up_to_a_day_and_its_beginning_stays(
    outlet: Outlet, now: datetime
) -> None:
    hours = []
    for _ in range(7):
        outlet.begin()
        outlet.says(202, 202, 202)
        pause = outlet.pause
        assert pause is not None
        assert pause.since == now
        hours.append(pause.seconds / 3600)
        outlet.now = pause.until
    assert hours == [1, 2, 4, 8, 16, 24, 24]


def test_who_crawls_it_in_its_pause_has_one_look_and_does_not_lengthen_it(
    outlet: Outlet, now: datetime
) -> None:
    outlet.says(403, 403, 403)
    outlet.now += timedelta(minutes=10)
    outlet.begin()
    assert outlet.refusal is None
    outlet.says(200, body=CHALLENGE)
    assert outlet.refusal is not None
    assert outlet.pause is not None
    assert (outlet.pause.seconds, outlet.pause.until) == (3600, now + HOUR)


def test_a_run_that_gets_through_ends_the_pause_and_what_waited_is_due(outlet: Outlet, now: datetime) -> None:
    outlet.says(403, 403, 403)
    outlet.now += timedelta(minutes=10)
    outlet.begin()
    outlet.says(200, 200)
    outlet.run.conclude()
    assert outlet.refusal is None
    assert outlet.pause is None
    assert outlet.ledger.stopped is None
    assert {row.due_at for row in outlet.rows() if row.outlet == "post"} == {micros(outlet.now)}


def test_open_feeds_end_no_pause_and_what_waited_may_be_tried(outlet: Outlet) -> None:
    outlet.says(403, 403, 403)
    outlet.now += timedelta(minutes=10)
    outlet.begin()
    assert {row.due_at for row in outlet.rows() if row.outlet == "post"} == {micros(outlet.now)}
    outlet.says(200, 304, url=FEED)
    outlet.run.conclude()
    assert outlet.pause is not None


def test_a_run_with_few_pages_is_judged_at_its_end_and_by_its_pages(outlet: Outlet) -> None:
    outlet.says(200, 200, 304, url=FEED)
    outlet.says(403)
    outlet.run.conclude()
    assert outlet.ledger.stopped == "blocked"
    assert outlet.pause is not None


def test_a_run_without_pages_is_judged_by_its_sources(outlet: Outlet) -> None:
    outlet.says(403, url=FEED)
    outlet.run.conclude()
    assert outlet.pause is not None


@pytest.mark.parametrize("statuses", [(), (500, 503, 429, 400)])
def test_faults_of_other_kinds_say_nothing_about_walls(outlet: Outlet, statuses: tuple[int, ...]) -> None:
    outlet.says(403, 403, 403)
    outlet.now += 2 * HOUR
    outlet.begin()
    outlet.says(*statuses)
    outlet.run.conclude()
    assert outlet.pause is not None
    assert outlet.pause.seconds == 3600
    assert outlet.ledger.stopped is None


def test_robots_txt_may_be_missing_but_a_challenge_in_its_place_is_a_wall(outlet: Outlet) -> None:
    outlet.says(403, 403, 403, 200, url=ROBOTS)
    outlet.run.conclude()
    assert outlet.pause is None
    outlet.says(403, url=ROBOTS, body=CHALLENGE)
    outlet.run.conclude()
    assert outlet.pause is not None


def test_rows_of_one_origin_wait_and_those_of_others_do_not(engine: Engine, now: datetime) -> None:
    urls = [f"{HOME}/one", "http://post.example/a", f"{HOME}:8443/b", f"{HOME}.org/c"]
    with write(engine) as connection:
        ledger.ask_for(connection, "post", urls, now=now)
        assert pauses.postpone(connection, "post", now + HOUR, "it is tired", origins=[HOME]) == 1
        assert pauses.postpone(connection, "post", now + HOUR, "again", origins=[HOME]) == 0
        waiting = connection.execute(sa.select(addresses).where(addresses.c.due_at > micros(now))).all()
    assert [(row.url, row.reason) for row in waiting] == [(f"{HOME}/one", "it is tired")]


def test_pauses_that_run_are_told_by_outlet(engine: Engine, now: datetime) -> None:
    with write(engine) as connection:
        for name, until in (("post", now + HOUR), ("mail", now)):
            pauses.begin(connection, Pause(name, until, now, 3600, "HTTP 403"))
        assert list(pauses.running(connection, now)) == ["post"]


def test_pauses_grow_by_doubling() -> None:
    assert [grown(last, 60, 1000) for last in (None, 0, 60, 120, 600, 9999)] == [60, 60, 120, 240, 1000, 1000]


def test_too_many_are_so_many_in_a_row_or_most_of_the_last_twenty() -> None:
    recent = Recent(3)
    for failed in (True, True, False) * 6:
        recent.note(failed=failed)
        assert recent.too_many is None
    recent.note(failed=True)
    recent.note(failed=True)
    assert recent.too_many == "14 of its last 20 requests failed"


def test_nothing_asked_is_no_verdict() -> None:
    blocks = Blocks()
    assert blocks.blocks_us is None
    blocks.note(blocked=False, page=False)
    assert blocks.blocks_us is False
    blocks.note(blocked=True, page=True)
    assert blocks.blocks_us is True


def test_a_site_behind_a_challenge_is_asked_three_times_and_why_tells_of_it(
    site: tuple[str, Pages], tmp_path: Path
) -> None:
    host, pages = site
    paths = [f"/2026/the-ferry-left-{number}" for number in range(12)]
    pages["/robots.txt"] = ("text/plain", f"Sitemap: http://{host}/none.xml")
    pages["/"] = ("text/html", f'<link rel="alternate" type="application/rss+xml" href="http://{host}/feed">')
    pages["/feed"] = feed(host, *paths)
    pages |= {path: ("text/html", CHALLENGE.decode()) for path in paths}
    said = run(
        "crawl", "any", "-a", f"url=http://{host}/", output=tmp_path, NEWSCRAWL_PRIVATE_ALLOWED=host,
        NEWSCRAWL_AUTOTHROTTLE_START_DELAY="0.05",
    )  # fmt: skip
    assert said.code == 3
    assert "blocked; 0 new, 0 changed" in said.err
    assert 3 <= len([path for path in pages.asked if path in paths]) < 6
    told = run("why", f"http://{host}{paths[-1]}", output=tmp_path).out
    assert "it blocks us (HTTP 200, a Cloudflare challenge) since" in told
    assert "  state: queued" in told


def test_a_run_leaves_an_outlet_in_its_pause_alone_and_says_so(tmp_path: Path) -> None:
    engine, now = open_database(sqlite_url(tmp_path / "newscrawl.db")), datetime.now(UTC)
    with write(engine) as connection:
        pauses.begin(connection, Pause("abc_es", now + HOUR, now, 3600, "HTTP 403"))
    engine.dispose()
    said = run("run", "abc_es", output=tmp_path)
    assert said.code == 3
    assert "abc_es: it blocks us (HTTP 403) since" in said.err
