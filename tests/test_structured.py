"""Structured data: JSON-LD and microdata in every shape that sites give them."""

import pytest

from newscrawl.extract.page import Page
from newscrawl.extract.structured import read_structured
from newscrawl.extract.structured_json import load_json

URL = "https://example.com/world/ferry"


def structured(*blocks, body=""):
    scripts = "".join(f'<script type="application/ld+json">{b}</script>' for b in blocks)
    return read_structured(
        Page(f"<html><head><title>Ferry</title>{scripts}</head><body>{body}</body></html>", URL)
    )


def test_an_article_is_found_in_a_graph_and_its_author_by_reference():
    found = structured(
        '{"@graph": [{"@type": "WebSite", "name": "Site"},'
        '{"@type": ["Article", "NewsArticle"], "headline": "Ferry",'
        '"author": {"@id": "#p"}},'
        '{"@type": "Person", "@id": "#p", "name": "Ann Lee", "description": "Writes."}]}'
    )
    assert found.article["headline"] == "Ferry"
    assert found.resolve(found.get("author"))["name"] == "Ann Lee"


def test_an_article_is_found_in_lists_and_under_main_entity():
    assert structured(
        '[{"@type": "WebPage", "mainEntity": {"@type": "NewsArticle", "headline": "Ferry"}}]'
    ).article
    assert structured('{"@type": "http://schema.org/NewsArticle", "headline": "Ferry"}').article


def test_the_page_s_own_article_goes_before_related_ones():
    related = (
        '{"@type": "NewsArticle", "url": "https://example.com/other", "headline": "Other", "author": "B"}'
    )
    own = '{"@type": "NewsArticle", "url": "https://example.com/world/ferry?utm_source=x",'
    own += ' "headline": "Ferry again"}'
    found = structured(related, own)
    assert [node["headline"] for node in found.articles] == ["Ferry again"]


def test_a_list_of_other_articles_gives_no_article():
    other = '{"@type": "NewsArticle", "url": "https://example.com/%d",'
    other += ' "headline": "Headline number %d of a list"}'
    assert structured(*(other % (n, n) for n in range(3))).article is None


@pytest.mark.parametrize(
    ("broken", "value"),
    [
        ('{"a": 1,}', {"a": 1}),
        ('//<![CDATA[\n{"a": "b"}\n//]]>', {"a": "b"}),
        ('<!-- {"a": "b"} -->', {"a": "b"}),
        ('{"a": "he said "yes" today", "b": 2}', {"a": 'he said "yes" today', "b": 2}),
        ('{"a": "x\ny"}', {"a": "x\ny"}),
        ('{"a": "it\\\'s"}', {"a": "it's"}),
        ('[{"a": 1}{"b": 2}]', [{"a": 1}, {"b": 2}]),
        ('{"a": "cut o', {"a": "cut o"}),
        ("{&quot;a&quot;: &quot;b&quot;}", {"a": "b"}),
        ('{"a": "b"}};', {"a": "b"}),
        ("no json", None),
    ],
)
def test_broken_json_is_mended_or_skipped(broken, value):
    assert load_json(broken) == value


@pytest.mark.parametrize(
    "hostile",
    ["[" * 1_000_000, '{"a":' * 100_000, '"' * 390_000, " " * 2_900_000 + "x", "}{" * 190_000, "\\" * 390_000,
     '{"a":"' + "x" * 10_000_000 + '"}', "//" * 1_400_000],
    ids=range(8),
)  # fmt: skip
def test_hostile_blocks_hold_no_object(hostile):
    assert not isinstance(load_json(hostile), dict | list)


def test_references_in_a_circle_end():
    found = structured(
        '{"@graph": [{"@type": "NewsArticle", "@id": "#a", "author": {"@id": "#a"}, "headline": "F"}]}'
    )
    assert found.resolve(found.get("author"))["headline"] == "F"


def test_microdata_gives_items_within_items():
    body = (
        '<div itemscope itemtype="https://schema.org/NewsArticle"><h1 itemprop="headline">Ferry</h1>'
        '<span itemprop="author" itemscope itemtype="https://schema.org/Person">'
        '<b itemprop="name">Ann Lee</b></span>'
        '<time itemprop="datePublished" datetime="2024-05-23">May</time>'
        '<meta itemprop="dateModified" content="2024"></div>'
    )
    found = structured(body=body)
    assert found.micro("author")["name"] == "Ann Lee"
    assert (found.micro("headline"), found.micro("datePublished"), found.micro("dateModified")) == (
        "Ferry",
        "2024-05-23",
        "2024",
    )


def test_properties_outside_any_item_are_read_too():
    assert structured(body='<p itemprop="author">Ann Lee</p>').micro("author") == "Ann Lee"
