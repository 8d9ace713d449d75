"""Feeds to candidates."""

from __future__ import annotations

import gzip
import json
from datetime import UTC, datetime

import pytest

from newscrawl.discover import Candidate, Fault, Finding, Source
from newscrawl.discover import feeds as feeds_module
from newscrawl.discover.feeds import parse_feed

URL = "https://paper.example/feed/"
MORNING = datetime(2024, 5, 23, 8, 30, tzinfo=UTC)


def read(document: str | bytes, url: str = URL, content_type: str | None = None) -> list[Finding]:
    body = document.encode() if isinstance(document, str) else document
    return list(parse_feed(body, url=url, content_type=content_type))


def candidates(document: str | bytes, url: str = URL, content_type: str | None = None) -> list[Candidate]:
    return [found for found in read(document, url, content_type) if isinstance(found, Candidate)]


def rss(items: str, channel: str = "", encoding: str = "utf-8") -> str:
    return (
        f'<?xml version="1.0" encoding="{encoding}"?>\n<rss version="2.0" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:atom="http://www.w3.org/2005/Atom">'
        f"<channel><title>The Paper</title>{channel}{items}</channel></rss>"
    )


def item(link: str = "https://paper.example/1", title: str = "Bridge reopens", more: str = "") -> str:
    return f"<item><title>{title}</title><link>{link}</link>{more}</item>"


def test_an_rss_item_gives_address_headline_date_and_language() -> None:
    document = rss(
        item(more="<pubDate>Thu, 23 May 2024 11:30:00 +0300</pubDate>"), "<language>en-GB</language>"
    )
    assert read(document) == [
        Candidate(
            "https://paper.example/1",
            "feed",
            source=URL,
            headline="Bridge reopens",
            date=MORNING,
            language="en-GB",
        )
    ]


def test_an_atom_entry_gives_its_alternate_link_and_both_dates() -> None:
    document = """<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="uk"><title>Газета</title>
      <link href="https://paper.example/"/>
      <entry xml:lang="ru"><title type="html">Мост &amp;amp; река</title><id>tag:paper.example,2024:1</id>
        <link rel="replies" href="https://paper.example/1/comments"/>
        <link rel="alternate" type="application/json" href="https://paper.example/1.json"/>
        <link rel="alternate" type="text/html" href="https://paper.example/1"/>
        <published>2024-05-23T08:30:00Z</published><updated>2024-05-24T08:30:00Z</updated></entry></feed>"""
    (found,) = candidates(document)
    assert (found.url, found.headline, found.language) == ("https://paper.example/1", "Мост & река", "ru")
    assert (found.date, found.modified) == (MORNING, datetime(2024, 5, 24, 8, 30, tzinfo=UTC))


def test_an_updated_alone_is_no_date_of_publication() -> None:
    (found,) = candidates(
        '<feed xmlns="http://www.w3.org/2005/Atom">'
        '<entry><link href="/1"/><updated>2024-05-23</updated></entry></feed>'
    )
    assert found.date is None
    assert found.modified == datetime(2024, 5, 23, tzinfo=UTC)
    assert found.day_only


def test_rss_1_0_items_beside_the_channel_are_read() -> None:
    document = """<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"
      xmlns="http://purl.org/rss/1.0/" xmlns:dc="http://purl.org/dc/elements/1.1/">
      <channel rdf:about="https://paper.example/"><dc:language>de</dc:language></channel>
      <item rdf:about="https://paper.example/1"><dc:date>2024-05-23T10:30+02:00</dc:date></item>
      </rdf:RDF>"""
    (found,) = candidates(document)
    assert (found.url, found.date, found.language) == ("https://paper.example/1", MORNING, "de")


def test_a_json_feed_is_read_with_its_next_page() -> None:
    feed = {
        "version": "https://jsonfeed.org/version/1.1",
        "language": "en",
        "next_url": "https://paper.example/feed.json?page=2",
        "items": [
            {"id": "7", "url": "/1", "title": "Bridge", "date_published": "2024-05-23T08:30:00Z"},
            {"id": "https://paper.example/2"},
            "nonsense",
        ],
    }
    found = read(json.dumps(feed))
    assert found[0] == Candidate(
        "https://paper.example/1", "feed", source=URL, headline="Bridge", date=MORNING, language="en"
    )
    assert [thing.url for thing in found[1:] if not isinstance(thing, Fault)] == [
        "https://paper.example/2",
        "https://paper.example/feed.json?page=2",
    ]


@pytest.mark.parametrize(
    ("entry", "address"),
    [
        ("<guid>https://paper.example/1</guid>", "https://paper.example/1"),
        ('<guid isPermaLink="false">77</guid><link>/1</link>', "https://paper.example/1"),
        ('<atom:link rel="alternate" href="https://paper.example/1"/>', "https://paper.example/1"),
        ("<link>\n  https://paper.example/1\n</link>", "https://paper.example/1"),
        ("<link><![CDATA[https://paper.example/1?a=1&b=2#top]]></link>", "https://paper.example/1?a=1&b=2"),
        ("<link>https://paper.example/1?a=1&b=2</link>", "https://paper.example/1?a=1&b=2"),
        ("<link>https://paper.example/1?a=1&amp;amp;copy=2</link>", "https://paper.example/1?a=1&copy=2"),
        ("<link>//paper.example/1</link>", "https://paper.example/1"),
        (
            "<link>https://proxy.example/~r/1</link><feedburner:origLink>https://paper.example/1</feedburner:origLink>",
            "https://paper.example/1",
        ),
    ],
)
def test_the_address_is_found_wherever_a_feed_puts_it(entry: str, address: str) -> None:
    assert [found.url for found in candidates(rss(f"<item>{entry}</item>"))] == [address]


def test_a_relative_link_belongs_to_the_site_and_not_to_the_host_of_the_feed() -> None:
    document = rss(item(link="/world/1"), "<link>https://paper.example/</link>")
    assert (
        candidates(document, url="https://feeds.host.example/paper")[0].url == "https://paper.example/world/1"
    )


def test_xml_base_decides_about_relative_links() -> None:
    root = '<feed xmlns="http://www.w3.org/2005/Atom" xml:base="https://b.example/x/">'
    assert candidates(root + '<entry><link href="1"/></entry></feed>')[0].url == "https://b.example/x/1"


@pytest.mark.parametrize(
    "link", ["mailto:desk@paper.example", "javascript:void(0)", "ftp://paper.example/1", "http://["]
)
def test_what_is_no_web_address_is_no_candidate(link: str) -> None:
    assert read(rss(item(link=link))) == [Fault("1 entries, none with an address")]


@pytest.mark.parametrize(
    ("title", "headline"),
    [
        ("Tom &amp; Ann &mdash; &#8220;apart&#8221;", "Tom & Ann — “apart”"),
        ("<![CDATA[Tom & Ann &ndash; <em>apart</em>]]>", "Tom & Ann – apart"),
        ("Profit &lt; loss &amp;amp; debt", "Profit < loss & debt"),
        ("Tom & Ann\x0b \n apart", "Tom & Ann apart"),
        ("", None),
    ],
)
def test_headlines_come_out_as_plain_text(title: str, headline: str | None) -> None:
    assert candidates(rss(item(title=title)))[0].headline == headline


def test_a_picture_s_title_does_not_pass_for_the_headline() -> None:
    space = 'xmlns:media="http://search.yahoo.com/mrss/"'
    more = f"<media:title {space}>A photo</media:title><media:title>B</media:title>"
    assert candidates(rss(f"<item>{more}<link>/1</link></item>"))[0].headline is None


@pytest.mark.parametrize("codec", ["utf-8", "cp1251", "utf-16", "utf-16-le", "koi8-r"])
def test_cyrillic_is_read_in_every_encoding_that_is_declared(codec: str) -> None:
    document = rss(item(title="Мост через реку открыт"), encoding=codec).encode(codec)
    assert candidates(document)[0].headline == "Мост через реку открыт"


@pytest.mark.parametrize(
    ("text", "codec"), [("Мост через реку открыт", "cp1251"), ("Brücke über die Aare geöffnet", "cp1252")]
)
def test_an_encoding_that_is_declared_wrongly_is_guessed(text: str, codec: str) -> None:
    assert candidates(rss(item(title=text)).encode(codec))[0].headline == text
    declared_latin = rss(item(title=text), encoding="iso-8859-1").encode()
    assert candidates(declared_latin, content_type="text/xml; charset=iso-8859-1")[0].headline == text


@pytest.mark.parametrize(
    "junk", ["\n\n  ", "\ufeff", "<br />\n<b>Warning</b>: file.php on line 3<br />\n", "<!-- a -->"]
)
def test_junk_before_a_feed_is_passed_over(junk: str) -> None:
    assert len(candidates(junk + rss(item()))) == 1


def test_a_stray_tag_costs_one_entry_and_not_the_rest_of_the_feed() -> None:
    bad = "<item><title>Bad</title><description>text</p></description></p></b></item>"
    found = candidates(rss(item("/1") + bad + item("/2") + bad + item("/3")))
    assert [candidate.url[-2:] for candidate in found] == ["/1", "/2", "/3"]


def test_a_feed_that_is_cut_off_gives_what_is_whole_and_says_so() -> None:
    document = rss(item("/1") + item("/2") + item("/3"))
    found = read(document[: document.index("/3")])
    assert [type(thing) for thing in found] == [Candidate, Candidate, Fault]
    assert found[-1] == Fault("cut off: its end is missing (2 entries read)")


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        (b"", "an empty answer (0 bytes), no feed"),
        (b"\n\n   \n\n\n   ", "an empty answer (11 bytes), no feed"),
        (b"hello there", "no feed: 11 bytes that begin with 'hello there'"),
        (b"<!doctype html><title>Sorry</title><p>Not here", "an HTML page, no feed"),
        (b"<urlset><url><loc>https://paper.example/1</loc></url></urlset>", "a sitemap, no feed"),
        (b'{"error": "gone"}', "JSON, no feed"),
        (rss("").encode(), "a feed without entries"),
        (b'{"version":"https://jsonfeed.org/version/1","items":[', "broken JSON"),
        (b'{"version":"https://jsonfeed.org/version/1","items":[]}', "a feed without entries"),
        (b'{"version":"https://jsonfeed.org/version/1","items":' + b"[" * 100_000, "broken JSON"),
        (b"\x1f\x8b\x08broken gzip of a feed", "broken gzip"),
        (b"\x00\xff\xfe\x80", "no feed: 4 bytes"),
    ],
)
def test_what_is_no_feed_or_an_empty_one_is_a_fault_with_its_reason(body: bytes, reason: str) -> None:
    (fault,) = read(body)
    assert isinstance(fault, Fault)
    assert fault.reason.startswith(reason)


@pytest.mark.parametrize(
    ("channel", "url", "following"),
    [
        (
            '<atom:link rel="next" href="https://paper.example/feed?page=2"/>',
            URL,
            "https://paper.example/feed?page=2",
        ),
        ("<generator>https://wordpress.org/?v=6.5</generator>", URL, "https://paper.example/feed/?paged=2"),
        ("<generator>https://wordpress.org/?v=6.5</generator>", URL + "?paged=2&x=", URL + "?paged=3&x="),
    ],
)
def test_the_next_page_of_a_feed_is_a_source(channel: str, url: str, following: str) -> None:
    assert read(rss(item(), channel), url)[-1] == Source(following, "feed")


def test_a_next_page_named_after_the_entries_is_found_and_none_is_named_without_entries() -> None:
    link = '<atom:link rel="next" href="?p=2"/>'
    assert read(rss(item() + link))[-1] == Source(URL + "?p=2", "feed")
    assert read(rss(link)) == [Fault("a feed without entries")]


def test_an_entity_bomb_and_a_foreign_entity_stay_letters() -> None:
    bomb = '<!DOCTYPE rss [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;"><!ENTITY f SYSTEM "file:///etc/hostname">]>'
    (found,) = candidates(rss(item(title="x &b; &f;")).replace("?>\n", "?>" + bomb, 1))
    assert found.headline == "x &b; &f;"


def test_a_gzipped_feed_is_unpacked() -> None:
    assert len(candidates(gzip.compress(rss(item()).encode()))) == 1


def test_past_the_cap_reading_ends_with_a_fault(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(feeds_module, "MAX_ENTRIES", 2)
    found = read(rss(item("/1") + item("/2") + item("/3")))
    assert [type(thing) for thing in found] == [Candidate, Candidate, Fault]
    assert found[-1] == Fault("more than 2 entries; the rest was not read")


def test_an_overlong_entry_is_left_out_and_reported() -> None:
    document = rss(
        item("/1") + item("/2", more="<description>" + "<p>x</p>" * 300_000 + "</description>") + item("/3")
    )
    found = read(document)
    assert [thing.url for thing in found if isinstance(thing, Candidate)] == [
        "https://paper.example/1",
        "https://paper.example/3",
    ]
    assert isinstance(found[-1], Fault)


def test_a_tag_crowded_with_attributes_is_dropped_and_long_plain_text_is_not() -> None:
    crowded = "<b " + " ".join(f"a{n}='x'" for n in range(50_000)) + "></b>"
    plain = f"<description><![CDATA[{'word ' * 10_000}]]></description>"
    found = read(rss(item("/1", more=crowded) + item("/2", more=plain)))
    assert [thing.url[-2:] for thing in found if isinstance(thing, Candidate)] == ["/1", "/2"]


def test_no_bytes_make_it_raise() -> None:
    whole = rss(item() * 3).encode()
    for cut in range(0, len(whole), 7):
        for body in (whole[:cut], whole[:cut] + b"\xff<\x00&" + whole[cut:], whole[cut:]):
            assert all(isinstance(thing, Candidate | Source | Fault) for thing in read(body))
