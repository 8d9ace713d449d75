"""Discovery as it runs, over made-up answers: what is asked, what is entered, what is followed."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from string import ascii_lowercase
from types import SimpleNamespace
from typing import Any

import pytest
import sqlalchemy as sa
from scrapy import Request
from scrapy.exceptions import DownloadTimeoutError
from scrapy.http import Response
from scrapy.settings import Settings
from sqlalchemy.engine import Engine

from newscrawl.discover import Source
from newscrawl.middlewares.refusals import Refusal
from newscrawl.platforms.discovery import Discovery
from newscrawl.platforms.news import NewsSpider
from newscrawl.platforms.wordpress import WordPressSpider
from newscrawl.results import Tally
from newscrawl.store.database import read, write
from newscrawl.store.ledger import Window
from newscrawl.store.sources import name
from newscrawl.store.tables import addresses, sources
from newscrawl.store.times import micros, moment

pytestmark = pytest.mark.sqlite

HOME = "https://post.example"
FEED, INDEX, LISTING = f"{HOME}/feed", f"{HOME}/sitemap.xml", f"{HOME}/news/"
DAY = timedelta(days=1)
SETTINGS = {
    "SOURCE_MAXSIZE": 1000,
    "LISTING_PAGES": 3,
    "RETRY_WAIT": 0,
    "POLL_MIN": 300,
    "POLL_MAX": 86_400,
    "POLL_EVEN": 720,
}


class Post(NewsSpider):
    name = "post"
    home = f"{HOME}/"
    article_pattern = r"/\d{4}-[a-z]+"


def feed(*names: str, date: datetime | None = None) -> str:
    stamp = f"<pubDate>{date:%a, %d %b %Y %H:%M:%S} GMT</pubDate>" if date else ""
    items = "".join(f"<item><title>{n}</title><link>{HOME}/{n}</link>{stamp}</item>" for n in names)
    return f'<?xml version="1.0"?><rss version="2.0"><channel><title>Post</title>{items}</channel></rss>'


def urlset(*entries: tuple[str, datetime | None]) -> str:
    told = "".join(_entry("url", f"{HOME}/{name}", date) for name, date in entries)
    return f'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{told}</urlset>'


def index(*entries: tuple[str, datetime | None]) -> str:
    told = "".join(_entry("sitemap", url, date) for url, date in entries)
    return f'<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{told}</sitemapindex>'


def _entry(tag: str, url: str, date: datetime | None) -> str:
    lastmod = f"<lastmod>{date:%Y-%m-%dT%H:%M:%SZ}</lastmod>" if date else ""
    return f"<{tag}><loc>{url}</loc>{lastmod}</{tag}>"


def listing(*names: str, following: str = "") -> str:
    links = "".join(
        f'<li><a href="/{name}">The story of {name} and what came of it</a></li>' for name in names
    )
    more = f'<a rel="next" href="{following}">Next page</a>' if following else ""
    return f"<html><head><title>News</title></head><body><ul>{links}</ul>{more}</body></html>"


class Web:
    """Answers by address; whatever is not told of is a 404.  `asked` are the requests of the last run."""

    def __init__(self, engine: Engine, now: datetime) -> None:
        self.engine = engine
        self.now = now
        self.answers: dict[str, Response | Exception] = {}
        self.asked: list[Request] = []

    def says(
        self, url: str, body: str | bytes = "", status: int = 200, kind: str = "", **headers: str
    ) -> None:
        told = {name.replace("_", "-"): value for name, value in headers.items()}
        if kind:
            told["Content-Type"] = kind
        body = body.encode() if isinstance(body, str) else body
        self.answers[url] = Response(url, status=status, headers=told, body=body)

    async def _download(self, request: Request) -> Response:
        self.asked.append(request)
        answer = self.answers.get(request.url, Response(request.url, status=404))
        if isinstance(answer, Exception):
            raise answer
        etag = answer.headers.get("ETag")
        if etag and request.headers.get("If-None-Match") == etag:
            return Response(request.url, status=304)
        return answer

    def run(
        self,
        spider: type[NewsSpider] = Post,
        *,
        since: datetime | None = None,
        due: bool = False,
        **declared: Sequence[str],
    ) -> Tally:
        """Run one discovery by a spider that declares these sources; return its tally."""
        made = type("Made", (spider,), {name: tuple(told) for name, told in declared.items()})("post")
        made.settings = Settings(SETTINGS | {"DUE_ONLY": due})
        made.window = Window(since=since)
        made.crawler = SimpleNamespace(engine=SimpleNamespace(download_async=self._download))  # type: ignore[assignment]
        tally, self.asked = Tally(), []
        run: Any = SimpleNamespace(
            engine=self.engine,
            outlet="post",
            window=made.window,
            tally=tally,
            goes_on=True,
            clock=lambda: self.now,
        )
        asyncio.run(Discovery(made, run).run())
        return tally

    @property
    def urls(self) -> list[str]:
        return [request.url for request in self.asked]

    def states(self) -> dict[str, str]:
        with read(self.engine) as connection:
            rows = connection.execute(sa.select(addresses.c.url, addresses.c.state))
            return {url.removeprefix(f"{HOME}/"): state for url, state in rows}

    def source(self, url: str) -> Any:
        with read(self.engine) as connection:
            return connection.execute(sa.select(sources).where(sources.c.url == url)).one()


@pytest.fixture
def web(engine: Engine, now: datetime) -> Web:
    return Web(engine, now)


def test_a_feed_s_addresses_are_entered_and_what_is_no_article_is_so_with_its_reason(web: Web) -> None:
    web.says(FEED, feed("2026-ferry", "about", "2026-storm"))
    tally = web.run(feeds=[FEED])
    assert web.states() == {"2026-ferry": "queued", "about": "not_article", "2026-storm": "queued"}
    assert (tally.sources, tally.discovered, tally.faults) == (1, 3, [])


def test_an_address_off_the_outlet_s_site_is_not_fetched(web: Web) -> None:
    web.says(FEED, feed("2026-ferry").replace(HOME, "https://evilpost.example"))
    web.run(feeds=[FEED])
    assert list(web.states().values()) == ["not_article"]


def test_a_source_is_asked_for_conditionally_once_it_was_read(web: Web) -> None:
    web.says(FEED, feed("2026-ferry"), ETag='"1"', Last_Modified="Sat, 23 May 2026 10:00:00 GMT")
    web.run(feeds=[FEED])
    assert "If-None-Match" not in web.asked[0].headers
    tally = web.run(feeds=[FEED])
    sent = web.asked[0].headers
    assert (sent["If-None-Match"], sent["If-Modified-Since"]) == (b'"1"', b"Sat, 23 May 2026 10:00:00 GMT")
    assert (tally.faults, tally.discovered) == ([], 1)
    assert web.source(FEED).http_status == 304


@pytest.mark.parametrize(
    ("body", "fault"),
    [
        ("<html><body><h1>Log in</h1></body></html>", "HTML"),
        ("", "empty"),
        (feed(), ""),
        (feed("2026-ferry")[:-60], ""),
    ],
    ids=["a page of HTML", "an empty answer", "a feed without entries", "a feed that is cut off"],
)
def test_a_broken_source_is_a_fault_and_is_asked_for_again_in_full(web: Web, body: str, fault: str) -> None:
    web.says(FEED, body, ETag='"1"')
    tally = web.run(feeds=[FEED])
    assert len(tally.faults) == 1
    assert fault in tally.faults[0]
    assert tally.faulty == {FEED}
    assert web.source(FEED).fault
    web.run(feeds=[FEED])
    assert "If-None-Match" not in web.asked[0].headers


def test_a_fault_that_is_over_is_forgotten_and_its_time_is_not(web: Web, now: datetime) -> None:
    web.says(FEED, "")
    web.run(feeds=[FEED])
    web.says(FEED, feed("2026-ferry"))
    web.run(feeds=[FEED])
    assert (web.source(FEED).fault, web.source(FEED).fault_at is not None) == (None, True)


@pytest.mark.parametrize("status", [404, 418, 500, 503])
def test_an_answer_that_is_no_feed_is_a_fault_and_does_not_stop_the_others(web: Web, status: int) -> None:
    web.says(FEED, "", status)
    web.says(f"{FEED}/2", feed("2026-ferry"))
    tally = web.run(feeds=[FEED, f"{FEED}/2"])
    assert tally.faults == [f"{FEED}: HTTP {status}"]
    assert web.states() == {"2026-ferry": "queued"}


@pytest.mark.parametrize(
    ("status", "body", "reason"),
    [
        (202, "", "HTTP 202, a challenge instead of the page"),
        (403, "", "HTTP 403, access is refused"),
        (200, "<html><title>Just a moment...</title></html>", "HTTP 200, a Cloudflare challenge"),
    ],
)
def test_a_wall_before_a_source_is_its_fault_never_an_empty_source(
    web: Web, status: int, body: str, reason: str, now: datetime
) -> None:
    web.says(INDEX, index((f"{HOME}/one.xml", now)))
    web.says(f"{HOME}/one.xml", body, status, ETag='"1"')
    tally = web.run(news_sitemaps=[INDEX])
    assert tally.faults == [f"{HOME}/one.xml: blocked: {reason}"]
    source = web.source(f"{HOME}/one.xml")
    assert (source.fault, source.entries, source.etag) == (f"blocked: {reason}", None, None)
    assert source.due  # it still is to be read


def test_no_answer_is_a_fault_and_does_not_stop_the_others(web: Web) -> None:
    web.answers[FEED] = DownloadTimeoutError("x")
    web.says(f"{FEED}/2", feed("2026-ferry"))
    tally = web.run(feeds=[FEED, f"{FEED}/2"])
    assert tally.faults == [f"{FEED}: no whole answer in time"]
    assert tally.sources == 2


def test_plain_sitemaps_are_read_to_reach_back_or_when_nothing_else_tells(web: Web, now: datetime) -> None:
    web.says(FEED, feed("2026-ferry"))
    web.says(INDEX, urlset(("2026-storm", now)))
    web.run(feeds=[FEED], sitemaps=[INDEX])
    assert web.urls == [FEED]
    web.run(feeds=[FEED], sitemaps=[INDEX], since=now - 30 * DAY)
    assert web.urls == [FEED, INDEX]
    web.says(FEED, "", 500)
    web.run(feeds=[FEED], sitemaps=[INDEX])
    assert web.urls == [FEED, INDEX]


def test_an_everyday_run_takes_a_week_of_a_plain_sitemap_and_since_takes_up_the_rest(
    web: Web, now: datetime
) -> None:
    web.says(INDEX, urlset(("2026-new", now - DAY), ("2020-old", now - 90 * DAY)))
    web.run(sitemaps=[INDEX])
    assert web.states() == {"2026-new": "queued", "2020-old": "out_of_window"}
    web.run(sitemaps=[INDEX], since=now - 100 * DAY)
    assert web.states()["2020-old"] == "queued"


def the_index(web: Web, now: datetime, *, etag: str | None) -> list[str]:
    """An index of three months; return their addresses, the newest first."""
    months = [f"{HOME}/sitemap-{number}.xml" for number in range(3)]
    dates = [now - DAY, now - 40 * DAY, now - 400 * DAY]
    headers = {"ETag": etag} if etag else {}
    web.says(INDEX, index(*zip(months, dates, strict=True)), **headers)
    for number, (url, date) in enumerate(zip(months, dates, strict=True)):
        web.says(url, urlset((f"202{number}-story", date)))
    return months


@pytest.mark.parametrize("etag", [None, '"i"'])
def test_of_an_index_only_what_changed_since_and_may_hold_the_days_wanted_is_read(
    web: Web, now: datetime, etag: str | None
) -> None:
    months = the_index(web, now, etag=etag)
    web.run(sitemaps=[INDEX])
    assert web.urls == [INDEX, months[0]]
    tally = web.run(sitemaps=[INDEX])
    assert web.urls == [INDEX]
    assert (tally.discovered > 0, tally.faults) == (True, [])


@pytest.mark.parametrize("etag", [None, '"i"'])
def test_since_reads_the_older_children_of_an_index_that_has_not_changed(
    web: Web, now: datetime, etag: str | None
) -> None:
    months = the_index(web, now, etag=etag)
    web.run(sitemaps=[INDEX])
    web.run(sitemaps=[INDEX], since=now - 60 * DAY)
    assert web.urls == [INDEX, months[1]]
    web.run(sitemaps=[INDEX], since=now - 500 * DAY)
    assert web.urls == [INDEX, months[2]]
    assert set(web.states()) == {"2020-story", "2021-story", "2022-story"}


def test_a_child_of_an_index_that_changed_is_read_again(web: Web, now: datetime) -> None:
    months = the_index(web, now, etag=None)
    web.run(sitemaps=[INDEX])
    web.says(INDEX, index((months[0], now)))
    web.run(sitemaps=[INDEX])
    assert web.urls == [INDEX, months[0]]


def test_a_child_that_had_a_fault_is_read_again(web: Web, now: datetime) -> None:
    months = the_index(web, now, etag='"i"')
    web.says(months[0], "", 500)
    web.run(sitemaps=[INDEX])
    the_index(web, now, etag='"i"')
    web.run(sitemaps=[INDEX])
    assert months[0] in web.urls
    assert web.states()["2020-story"] == "queued"


def test_an_index_that_names_itself_ends(web: Web, now: datetime) -> None:
    web.says(INDEX, index((INDEX, now), (f"{HOME}/other.xml", now)))
    web.says(f"{HOME}/other.xml", index((INDEX, now)))
    web.run(sitemaps=[INDEX])
    assert web.urls == [INDEX, f"{HOME}/other.xml"]


def the_listing(web: Web, *, etag: str | None = None) -> list[str]:
    """A listing of six pages with two stories each."""
    pages = [LISTING, *(f"{LISTING}?page={number}" for number in range(2, 7))]
    for number, url in enumerate(pages):
        names = (f"202{number}-one", f"202{number}-two")
        following = pages[number + 1] if number < 5 else ""
        headers = {"ETag": f'"{etag}{number}"'} if etag else {}
        web.says(url, listing(*names, following=following), kind="text/html", **headers)
    return pages


def test_pages_of_a_listing_are_turned_while_they_bring_what_is_new_three_at_most(web: Web) -> None:
    pages = the_listing(web)
    web.run(listings=[LISTING])
    assert web.urls == pages[:3]
    web.run(listings=[LISTING])
    assert web.urls == pages[:1]


@pytest.mark.parametrize("etag", [None, "l"])
def test_reaching_back_turns_all_pages_also_those_that_have_not_changed(
    web: Web, now: datetime, etag: str | None
) -> None:
    pages = the_listing(web, etag=etag)
    web.run(listings=[LISTING])
    web.run(listings=[LISTING], since=now - 300 * DAY)
    assert web.urls == pages
    assert len(web.states()) == 12


def test_a_listing_whose_next_page_is_itself_ends(web: Web, now: datetime) -> None:
    web.says(LISTING, listing("2026-one", "2026-two", following=LISTING), kind="text/html")
    web.run(listings=[LISTING], since=now - DAY)
    assert web.urls == [LISTING]


def test_archives_are_read_to_reach_back_alone(web: Web, now: datetime) -> None:
    template = f"{HOME}/archive/{{YYYY}}/{{MM}}/{{DD}}/"
    web.says(FEED, feed("2026-ferry"))
    web.run(feeds=[FEED], archives=[template])
    assert web.urls == [FEED]
    web.run(feeds=[FEED], archives=[template], since=now - 2 * DAY)
    assert len(web.urls) == 4
    assert all("/archive/" in url for url in web.urls[1:])


def test_wordpress_without_its_api_is_read_by_its_feed_first(web: Web) -> None:
    web.says(f"{HOME}/feed/", feed("2026-ferry"))

    class Paper(WordPressSpider):
        name = "post"
        home = f"{HOME}/"

    tally = web.run(Paper)
    assert web.urls[0].startswith(f"{HOME}/wp-json/wp/v2/posts?")
    assert web.urls[1] == f"{HOME}/feed/"
    assert web.states() == {"2026-ferry": "queued"}
    assert len(tally.faulty) < tally.sources


def test_a_wordpress_api_that_is_a_page_of_html_counts_as_switched_off(web: Web) -> None:
    class Paper(WordPressSpider):
        name = "post"
        home = f"{HOME}/"

    web.answers = _Everything(Response(HOME, body=b"<html><body>Welcome</body></html>"))
    tally = web.run(Paper)
    assert f"{HOME}/feed/" in web.urls
    assert tally.faulty >= {web.urls[0]}


class _Everything(dict[str, Any]):
    """The same answer everywhere."""

    def __init__(self, answer: Response) -> None:
        super().__init__()
        self._answer = answer

    def get(self, url: str, default: Any = None) -> Any:  # noqa: ARG002
        return self._answer.replace(url=url)


def test_a_feed_behind_a_redirect_is_the_source_it_was_asked_for_as(web: Web) -> None:
    web.says(FEED, feed("2026-ferry"))
    moved = web.answers[FEED]
    assert isinstance(moved, Response)
    web.answers[FEED] = moved.replace(url=f"{HOME}/moved/feed")
    web.run(feeds=[FEED])
    assert web.source(FEED).entries == 1


def test_a_source_declared_twice_is_read_once(web: Web) -> None:
    web.says(FEED, feed("2026-ferry"))
    assert web.run(feeds=[FEED, FEED]).sources == 1


def test_a_source_is_bounded_in_size(web: Web) -> None:
    web.run(feeds=[FEED])
    assert web.asked[0].meta["download_maxsize"] == 1000


def test_what_a_source_says_of_an_address_goes_into_the_ledger(web: Web, now: datetime) -> None:
    web.says(FEED, feed("2026-ferry", date=now))
    web.run(feeds=[FEED])
    with read(web.engine) as connection:
        row = connection.execute(sa.select(addresses)).one()
    assert row.discovered_by == (
        f'{{"kind":"feed","url":"{FEED}","date":"2026-05-23T11:30:00Z","headline":"2026-ferry"}}'
    )


def test_sources_are_named_in_the_order_of_trust() -> None:
    class Full(Post):
        feeds = (FEED,)
        sitemaps = (INDEX,)
        news_sitemaps = (f"{HOME}/news.xml",)
        listings = (LISTING,)

    assert Full().sources(datetime(2026, 5, 23, tzinfo=UTC)) == [
        Source(FEED, "feed"),
        Source(f"{HOME}/news.xml", "news_sitemap"),
        Source(LISTING, "listing"),
        Source(INDEX, "sitemap"),
    ]


def test_a_dated_sitemap_is_asked_for_by_the_days_wanted(web: Web, now: datetime) -> None:
    template = f"{HOME}/sitemap-{{YYYY}}-{{MM}}.xml"
    web.says(f"{HOME}/sitemap-2026-05.xml", urlset(("2026-ferry", now)))
    web.run(sitemaps=[template])
    assert web.urls == [f"{HOME}/sitemap-2026-05.xml"]
    web.run(sitemaps=[template], since=datetime(2026, 3, 30, tzinfo=UTC))
    assert web.urls == [f"{HOME}/sitemap-2026-{month}.xml" for month in ("05", "04", "03")]


def test_a_platform_s_addresses_begin_at_the_home_page(web: Web) -> None:
    web.says(FEED, feed("2026-ferry"))
    web.run(feeds=["/feed"])
    assert web.states() == {"2026-ferry": "queued"}


def test_what_the_skip_pattern_finds_is_no_article(web: Web) -> None:
    class Skipping(Post):
        skip_pattern = r"-video$"

    web.says(FEED, feed("2026-ferry", "2026-ferry-video"))
    web.run(Skipping, feeds=[FEED])
    assert web.states() == {"2026-ferry": "queued", "2026-ferry-video": "not_article"}


def test_only_the_children_that_an_outlet_names_are_read(web: Web, now: datetime) -> None:
    class Choosing(Post):
        child_sitemaps = r"/posts-"

    posts, tags = f"{HOME}/posts-1.xml", f"{HOME}/tags-1.xml"
    web.says(INDEX, index((tags, now), (posts, now)))
    web.says(posts, urlset(("2026-ferry", now)))
    web.run(Choosing, sitemaps=[INDEX])
    assert web.urls == [INDEX, posts]


def test_undated_children_are_read_newest_first_until_three_in_a_row_are_too_old(
    web: Web, now: datetime
) -> None:
    class Growing(Post):
        oldest_first = True

    children = [f"{HOME}/posts-{n}.xml" for n in range(9)]
    web.says(INDEX, index(*((url, None) for url in children)))
    for n, url in enumerate(children):
        web.says(url, urlset((f"{2018 + n}-ferry", now - (8 - n) * 100 * DAY)))
    web.run(Growing, sitemaps=[INDEX])
    assert web.urls == [INDEX, *children[:4:-1]]
    web.run(Growing, sitemaps=[INDEX])
    assert web.urls[1:] == children[:4:-1], "what was spared is not due the next time"
    web.run(Growing, sitemaps=[INDEX], since=now - 1000 * DAY)
    assert set(web.urls) == {INDEX, *children}


# --- the schedule of sources ---

LATER = timedelta(minutes=90)


def test_a_due_run_reads_the_sources_that_are_due_and_a_plain_run_all(web: Web) -> None:
    web.says(FEED, feed("2026-ferry"))
    web.says(LISTING, listing("2026-storm"))
    web.run(feeds=[FEED])
    tally = web.run(feeds=[FEED], listings=[LISTING], due=True)
    assert web.urls == [LISTING]
    assert (tally.sources, tally.not_due) == (1, 1)
    tally = web.run(feeds=[FEED], listings=[LISTING], due=True)
    assert (web.urls, tally.not_due) == ([], 2)
    web.run(feeds=[FEED], listings=[LISTING])
    assert web.urls == [FEED, LISTING]
    web.now += LATER
    web.run(feeds=[FEED], listings=[LISTING], due=True)
    assert web.urls == [FEED, LISTING]


def test_the_pace_of_a_source_follows_its_news(web: Web, now: datetime) -> None:
    web.says(FEED, feed("2026-ferry", "2026-storm", date=now))
    web.run(feeds=[FEED])
    first = web.source(FEED)
    assert (first.news_at, first.poll_at > micros(now)) == (micros(now), True)
    for number in range(1, 25):
        web.now += timedelta(minutes=10)
        web.says(FEED, feed(*(f"2026-{letter}" for letter in ascii_lowercase[:number])))
        web.run(feeds=[FEED], due=True)
    web.run(feeds=[FEED])
    busy = web.source(FEED)
    assert 600 < busy.gap < 1000 < first.gap
    assert busy.news_at > micros(web.now - timedelta(minutes=30))
    web.now += DAY
    web.run(feeds=[FEED], due=True)
    quiet = web.source(FEED)
    assert (quiet.gap, quiet.news_at) == (busy.gap, busy.news_at)
    assert quiet.poll_at - micros(web.now) > busy.poll_at - busy.checked_at


def test_a_first_look_tells_the_pace_by_the_dates_that_a_source_shows(web: Web, now: datetime) -> None:
    one, other = feed("2026-ferry", date=now - 5 * DAY), feed("2026-storm", date=now)
    web.says(FEED, other.replace("<item>", one[one.index("<item>") : one.index("</channel>")] + "<item>"))
    web.run(feeds=[FEED])
    assert web.source(FEED).gap == pytest.approx(5 * 86_400, rel=0.01)


def test_a_source_with_a_fault_is_looked_at_less_and_less_and_its_outlet_s_sitemap_is_not_read_for_it(
    web: Web, now: datetime
) -> None:
    web.says(FEED, "", 500)
    web.says(LISTING, listing("2026-ferry"))
    waits = []
    for _ in range(4):
        web.run(feeds=[FEED], listings=[LISTING], sitemaps=[INDEX], due=True)
        assert INDEX not in web.urls
        waits.append((web.source(FEED).poll_at - micros(web.now)) / 1e6)
        web.now = moment(web.source(FEED).poll_at)
    assert waits == [600, 1200, 2400, 4800]


def test_a_host_that_asked_to_wait_is_not_polled_before(web: Web, now: datetime) -> None:
    web.answers[FEED] = Refusal("queued", "asked to wait", until=now + 9 * DAY)
    web.run(feeds=[FEED])
    assert web.source(FEED).poll_at == micros(now + 9 * DAY)


def test_what_a_child_brings_counts_for_the_index_that_is_polled(web: Web, now: datetime) -> None:
    news = f"{HOME}/sitemap-news.xml"
    web.says(INDEX, index((news, now)))
    web.says(news, urlset(("2026-ferry", now)))
    web.run(news_sitemaps=[INDEX])
    web.now += LATER
    web.says(INDEX, index((news, web.now)))
    web.says(news, urlset(("2026-ferry", now), ("2026-storm", web.now)))
    web.run(news_sitemaps=[INDEX], due=True)
    assert web.urls == [INDEX, news]
    assert web.source(INDEX).news_at == micros(web.now)
    assert (web.source(news).poll_at, web.source(news).due) == (None, False)


def test_children_that_a_run_did_not_come_to_are_read_by_the_next_due_run(web: Web, now: datetime) -> None:
    months = the_index(web, now, etag=None)
    web.run(sitemaps=[INDEX])
    with write(web.engine) as connection:
        changed = Source(months[0], "sitemap", now)
        name(connection, "post", changed, parent=INDEX, to_read=now)  # and then it was killed
    web.run(sitemaps=[INDEX], due=True)
    assert web.urls == [months[0]]
    web.run(sitemaps=[INDEX], due=True)
    assert web.urls == []


def test_a_child_that_cannot_be_had_waits_for_its_parent(web: Web, now: datetime) -> None:
    months = the_index(web, now, etag=None)
    web.says(months[0], "", 503)
    web.run(sitemaps=[INDEX])
    assert (web.source(months[0]).due, web.source(months[0]).poll_at) == (True, None)
    web.run(sitemaps=[INDEX], due=True)
    assert web.urls == []
    web.now += LATER
    web.run(sitemaps=[INDEX], due=True)
    assert months[0] in web.urls


def test_an_address_of_another_day_is_polled_no_more(web: Web) -> None:
    web.says(FEED, feed("2026-ferry"))
    web.says(f"{FEED}/2", feed("2026-storm"))
    web.run(feeds=[FEED, f"{FEED}/2"])
    web.run(feeds=[FEED], due=True)
    assert web.source(f"{FEED}/2").poll_at is None
    assert web.source(FEED).poll_at is not None


def test_what_stands_in_for_a_source_with_a_fault_is_polled_at_its_own_pace(web: Web, now: datetime) -> None:
    web.says(f"{HOME}/feed/", feed("2026-ferry"))

    class Paper(WordPressSpider):
        home = f"{HOME}/"

    web.run(Paper)
    api = web.urls[0]
    assert f"{HOME}/feed/" in web.urls
    assert (web.source(api).fault is not None, web.source(api).news_at) == (True, micros(now))


def test_reaching_back_reads_everything_and_changes_no_pace(web: Web, now: datetime) -> None:
    web.says(FEED, feed("2026-ferry"))
    web.run(feeds=[FEED])
    before = web.source(FEED)
    web.now += timedelta(minutes=1)
    web.run(feeds=[FEED], since=now - 30 * DAY, due=True)
    after = web.source(FEED)
    assert web.urls == [FEED]
    assert (after.poll_at, after.gap, after.news_at) == (before.poll_at, before.gap, before.news_at)
