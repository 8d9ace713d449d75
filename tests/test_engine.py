from __future__ import annotations

import random

import pytest
from stories import STORY, URL, page, paragraphs, reading

from newscrawl.items import Article
from newscrawl.reading import explanation


@pytest.mark.parametrize(
    ("body", "state"),
    [
        (b"", "not_article"),
        (b"<div>" * 100_000 + b"text", "unparsed"),
        (b"<p>" + b"x " * 6_000_000, "too_large"),
        (b"<b>" * 900 + b"text", "not_article"),
        ("<p>\ud800</p>", "not_article"),
        (b"<ul>" + b"<li><a href='javascript:'>x</a>" * 20_000, "not_article"),
    ],
)
def test_any_bytes_end_in_a_state_with_a_reason(body: bytes | str, state: str) -> None:
    found = reading(body)
    assert found.state == state
    assert found.reason
    assert isinstance(found.article, Article)


@pytest.mark.parametrize(
    ("extra", "state"),
    [
        ("<!-- a -->" * 400_000, "article"),  # quadratic where a walk with events meets comments
        ("<div>" * 100_000 + "deep", "unparsed"),
        ("<br>" * 400_000, "unparsed"),
        ("<p " + " ".join(f"a{n}=1" for n in range(1_000_000)) + ">x</p>", "unparsed"),
        ("<p class='" + "author " * 400_000 + "'>x</p>", "article"),
        ("<p>" + "word, " * 700_000, "article"),
        ("x" * 50_000_000, "too_large"),
        (f"<script type='application/ld+json'>{'[' * 4_000_000}</script>", "article"),
        (
            f'<script type=\'application/ld+json\'>{{"articleBody": "{"a b " * 2_400_000}"}}</script>',
            "article",
        ),
    ],
)
def test_an_article_with_too_much_of_something_ends_at_once(extra: str, state: str) -> None:
    found = reading(page(paragraphs(*STORY) + extra).encode())
    assert found.state == state
    if state == "article":
        assert STORY[-1] in (found.article.article_body or "")
    else:
        assert found.reason


def test_damaged_pages_never_raise() -> None:
    whole = page(paragraphs(*STORY)).encode()
    dice = random.Random(7)
    for _ in range(60):
        cut = bytearray(whole[: dice.randrange(len(whole))])
        for _ in range(20):
            if cut:
                cut[dice.randrange(len(cut))] = dice.randrange(256)
        assert reading(bytes(cut)).reason


def test_the_same_page_gives_the_same_record() -> None:
    html = page(paragraphs(*STORY))
    assert reading(html).article == reading(html).article


def test_addresses_are_kept_as_asked_and_as_found() -> None:
    article = reading(page(paragraphs(*STORY)), requested_url="https://harbour.example/r/1").article
    assert (article.url, article.requested_url) == (URL, "https://harbour.example/r/1")


def test_explaining_shows_the_candidates_that_lost() -> None:
    head = (
        '<meta property="og:title" content="The night ferry is back"><meta name="author" content="Ann Lee">'
        '<meta name="date" content="2091-01-01">'
    )
    found = reading(page("<p>By Bob Ray</p>" + paragraphs(*STORY), head=head), explain=True)
    lines = explanation(found)
    place = lines.index("headline (text): Night ferry returns")
    assert "    not (opengraph): The night ferry is back" in lines[place:]
    assert "    not (text): Bob Ray" in lines
    assert "    not (meta): 2091-01-01 (not believed)" in lines
    assert reading(page(paragraphs(*STORY), head=head)).candidates == {}
