"""Listing and archive pages to candidates and the next page."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from typing import Any

import pytest

from newscrawl.discover import Candidate, Fault, Finding, Source
from newscrawl.discover.listings import parse_listing
from newscrawl.discover.paging import Numbered, numbered, page_after

URL = "https://paper.example/world/"
BY_ID = re.compile(r"/\d{7}-")


def page(body: str, head: str = "") -> bytes:
    return f"<!doctype html><html><head><title>World</title>{head}</head><body>{body}</body></html>".encode()


def read(body: str | bytes, url: str = URL, **options: Any) -> list[Finding]:
    return list(parse_listing(page(body) if isinstance(body, str) else body, url=url, **options))


def urls(body: str, url: str = URL, **options: Any) -> list[str]:
    return [found.url for found in read(body, url, **options) if isinstance(found, Candidate)]


def teaser(number: int, title: str = "Bridge over the river has reopened", more: str = "") -> str:
    link = f"/world/40000{number:02}-bridge-over-river"
    title = f'<div class="article__title"><h3><a href="{link}">{title}</a></h3></div>'
    return f'<div class="article">{title}{more}</div>'


def test_links_that_match_the_pattern_are_candidates_with_their_headline() -> None:
    assert read(teaser(1), pattern=BY_ID) == [
        Candidate(
            "https://paper.example/world/4000001-bridge-over-river",
            "listing",
            source=URL,
            headline="Bridge over the river has reopened",
        )
    ]


def test_a_pattern_leaves_other_sites_out_and_takes_subdomains_in() -> None:
    body = "".join(
        f'<a href="https://{host}/world/4000001-bridge">Bridge</a>'
        for host in ("other.example", "www.paper.example", "ua.paper.example", "evilpaper.example")
    )
    assert urls(body, pattern=BY_ID, hosts={"www.paper.example"}) == [
        "https://www.paper.example/world/4000001-bridge",
        "https://ua.paper.example/world/4000001-bridge",
    ]


@pytest.mark.parametrize(
    "link",
    [
        '<h2><a href="/2024/05/23/bridge-reopened">Bridge over the river has reopened</a></h2>',
        '<a href="/world/bridge-over-the-river-has-reopened/">Bridge over the river has reopened</a>',
        '<a href="/world/bridge-reopened-1234567.html"><h3>Bridge reopened today</h3><p>And more.</p></a>',
        '<h3><a href="/a/1234567">Bridge over the river</a></h3>',
        '<h3><a href="/view.php?id=4711">Bridge over the river</a></h3>',
        '<h3><a href="/%D0%BC%D0%BE%D1%81%D1%82-%D1%80%D0%B5%D0%BA%D0%B0">Мост через реку открыт</a></h3>',
        '<h2><a href="/news/20240523-a1b2c3">川にかかる橋が再び開通した</a></h2>',
        '<article><h2><a href="/bridge">Bridge over the river has reopened</a></h2></article>',
    ],
)
def test_without_a_pattern_links_that_look_like_articles_are_taken(link: str) -> None:
    assert len(urls(link)) == 1


@pytest.mark.parametrize(
    "link",
    [
        '<a href="/world/">World</a>',
        '<a href="/tag/bridges-and-other-buildings-1234567">All about bridges and buildings</a>',
        '<a href="/author/ann-example-of-paper">All articles by Ann Example here</a>',
        '<nav><a href="/2024/05/23/bridge-reopened">Bridge over the river has reopened</a></nav>',
        '<div class="site-footer"><a href="/2024/05/23/bridge-reopened">Bridge over the river open</a></div>',
        '<a href="/files/annual-report-of-2024-1234567.pdf">Our annual report of the year</a>',
        '<a href="https://other.example/2024/05/23/bridge">Bridge over the river has reopened</a>',
        '<a href="mailto:desk@paper.example">Write to the desk of this paper</a>',
        '<a rel="sponsored" href="/2024/05/23/buy-a-bridge">Buy a bridge of your own</a>',
        '<a href="/2024/05/23/bridge-reopened"></a>',
        f'<a href="{URL}">This page is about the world and more</a>',
    ],
)
def test_navigation_files_other_sites_and_advertising_are_left_out(link: str) -> None:
    assert read(link) == [Fault("no link on the page looks like an article")]


def test_a_teaser_s_picture_title_and_read_more_are_one_candidate_with_the_title() -> None:
    link = "/2024/05/23/bridge-reopened"
    body = f'<div><a href="{link}"><img alt="The old bridge at dawn, seen from the north"></a>'
    body += f'<h3><a href="{link}">Bridge reopened</a></h3>'
    body += f'<p><a href="{link}#more">Read more of this long story</a></p></div>'
    (found,) = read(body)
    assert isinstance(found, Candidate)
    assert found.headline == "Bridge reopened"


@pytest.mark.parametrize(
    ("mark", "date", "day_only"),
    [
        (
            '<time datetime="2024-05-23T11:30:00+03:00">11:30</time>',
            datetime(2024, 5, 23, 8, 30, tzinfo=UTC),
            False,
        ),
        ("<time>May 23, 2024</time>", datetime(2024, 5, 23, tzinfo=UTC), True),
        (
            '<span class="article__date">23 May 2024, 08:30</span>',
            datetime(2024, 5, 23, 8, 30, tzinfo=UTC),
            False,
        ),
        ('<span class="article__date">half past eight</span>', None, False),
    ],
)
def test_the_date_in_a_teaser_is_its_own(mark: str, date: datetime | None, day_only: bool) -> None:
    found = read(teaser(1, more=mark) + teaser(2), pattern=BY_ID)
    assert isinstance(found[0], Candidate)
    assert isinstance(found[1], Candidate)
    assert (found[0].date, found[0].day_only) == (date, day_only)
    assert found[1].date is None


def test_the_day_in_an_address_or_of_an_archive_is_the_date_where_none_is_shown() -> None:
    (found,) = read('<h2><a href="/2024/05/23/bridge">Bridge over the river reopened</a></h2>')
    assert isinstance(found, Candidate)
    assert (found.date, found.day_only) == (datetime(2024, 5, 23, tzinfo=UTC), True)
    (found,) = read(teaser(1), url="https://paper.example/all/2024/may/23/", pattern=BY_ID, kind="archive")
    assert isinstance(found, Candidate)
    assert (found.kind, found.date) == ("archive", datetime(2024, 5, 23, tzinfo=UTC))


def test_a_teaser_marked_as_advertising_is_left_out() -> None:
    ad = teaser(2, more='<em class="advertising">Advertising</em>')
    assert urls(teaser(1) + ad, pattern=BY_ID) == ["https://paper.example/world/4000001-bridge-over-river"]


def test_within_narrows_down_where_links_are_read() -> None:
    body = teaser(1) + '<aside><a href="/world/4000009-most-read">Most read</a></aside>'
    assert len(urls(body, pattern=BY_ID)) == 2
    assert len(urls(body, pattern=BY_ID, within="div.article__title")) == 1


@pytest.mark.parametrize(
    ("mark", "url", "following"),
    [
        ('<a rel="next" href="/world/?from=abc">more</a>', URL, URL + "?from=abc"),
        ('<a href="/world/page/2/">2</a>', URL, URL + "page/2/"),
        ('<a href="/world/page/1/">1</a><a href="/world/page/3/">3</a>', URL + "page/2/", URL + "page/3/"),
        ('<a href="/world/p2">2</a><a href="/world/p9">last</a>', URL, URL + "p2"),
        ('<a href="/world/2/">2</a>', URL, URL + "2/"),
        ('<a href="/world/?page=2">2</a>', URL, URL + "?page=2"),
        ('<a href="/world/?page=4&sort=new">4</a>', URL + "?page=3&sort=new", URL + "?page=4&sort=new"),
        ('<a href="?offset=20">Следующая страница »</a>', URL, URL + "?offset=20"),
        ('<a href="?cursor=x">Ältere Beiträge</a>', URL, URL + "?cursor=x"),
        ('<a href="?cursor=x" aria-label="Next page"><i></i></a>', URL, URL + "?cursor=x"),
    ],
)
def test_the_next_page_is_found_by_mark_number_or_words(mark: str, url: str, following: str) -> None:
    assert read(teaser(1) + mark, url, pattern=BY_ID)[-1] == Source(following, "listing")


@pytest.mark.parametrize(
    "mark",
    [
        '<a href="/world/4000001-bridge-over-river">weiter</a>',
        '<a href="/sport/">Next</a>',
        '<a href="/world/page/7/">last</a>',
        '<a href="/sport/page/2/">2</a>',
        '<a rel="next" href="#top">up</a>',
    ],
)
def test_what_only_sounds_like_a_next_page_is_none(mark: str) -> None:
    assert not [found for found in read(teaser(1) + mark, pattern=BY_ID) if isinstance(found, Source)]


def test_pages_numbered_without_links_are_followed_while_they_show_articles() -> None:
    day = "https://paper.example/all/2024/may/23/"
    options = {"pattern": BY_ID, "kind": "archive", "paging": "p{N}"}
    assert read(teaser(1), day, **options)[-1] == Source(day + "p2", "archive")
    assert read(teaser(1), day + "p2", **options)[-1] == Source(day + "p3", "archive")
    assert read("<p>Nothing more.</p>", day + "p3", **options) == []


def test_a_first_page_without_articles_is_a_fault_but_a_later_one_is_the_end() -> None:
    assert read("<p>Nothing here.</p>") == [Fault("no link on the page looks like an article")]
    assert read("<p>Nothing here.</p>", URL + "page/9/") == []


def test_an_archive_s_day_may_be_empty_but_an_empty_answer_is_a_fault() -> None:
    assert read("<p>Nothing on this day.</p>" * 50, kind="archive") == []
    assert isinstance(read("<p>Error</p>", kind="archive")[0], Fault)


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        (b"", "empty answer"),
        (b'{"items": 3}', "JSON, no listing page"),
        (b"<rss><channel></channel></rss>", "a feed, no listing page"),
        (b"\x89PNG\r\n\x1a\n....", "binary data"),
        (b"plain words", "no listing page: 11 bytes that begin with 'plain words'"),
    ],
)
def test_what_is_no_page_is_a_fault_with_its_reason(body: bytes, reason: str) -> None:
    (fault,) = read(body)
    assert isinstance(fault, Fault)
    assert fault.reason.startswith(reason)


@pytest.mark.parametrize(
    ("url", "parts"),
    [
        ("https://a.example/x/page/3/", Numbered("https://a.example/x", 3)),
        ("https://a.example/x/p3", Numbered("https://a.example/x", 3)),
        ("https://a.example/x/?page=3", Numbered("https://a.example/x", 3)),
        ("https://a.example/x/?a=1&page=3&b=2", Numbered("https://a.example/x/?a=1&b=2", 3)),
        ("https://a.example/x/", Numbered("https://a.example/x", 1)),
        ("https://a.example/latest/3/", Numbered("https://a.example/latest", 3)),
        ("https://a.example/2024/05/23/", Numbered("https://a.example/2024/05/23", 1)),
        ("https://a.example/2024/may/23/", Numbered("https://a.example/2024/may/23", 1)),
    ],
)
def test_an_address_is_parted_from_its_page_number(url: str, parts: Numbered) -> None:
    assert numbered(url) == parts


@pytest.mark.parametrize(
    ("url", "template", "following"),
    [
        ("https://a.example/x/", "page/{N}/", "https://a.example/x/page/2/"),
        ("https://a.example/x/?page=2", "?page={N}", "https://a.example/x?page=3"),
        ("https://a.example/x?a=1", "?page={N}", "https://a.example/x?a=1&page=2"),
    ],
)
def test_a_page_number_is_counted_on(url: str, template: str, following: str) -> None:
    assert page_after(url, template) == following


def test_deep_and_crowded_pages_are_read_in_bounded_time() -> None:
    nest = "<div>" * 1500 + teaser(1) + "</div>" * 1500
    assert len(urls(nest, pattern=BY_ID)) == 1
    crowd = "".join(f'<a href="/world/{4_000_000 + n}-x">x</a>' for n in range(12_000))
    assert len(urls(crowd, pattern=BY_ID)) == 5_000
