from __future__ import annotations

from stories import STORY, paragraphs

from newscrawl.extract.body import read_body
from newscrawl.extract.fields import Fields
from newscrawl.extract.layout import Layout, layout_of, weight
from newscrawl.extract.page import Page
from newscrawl.outlets import Outlet

URL = "https://harbour.example/news/20418-night-ferry-returns"


def layout(content: str) -> Layout:
    page = Page(f"<html><body><main>{content}</main></body></html>", URL)
    return read_body(page, Fields(), Outlet("harbour")).layout


def test_a_text_under_its_own_headline_has_no_turns() -> None:
    found = layout(f"<h1>Night ferry returns to the islands</h1>{paragraphs(*STORY)}")
    assert (found.head, found.turns, found.entries) == ("own", 0, 0)
    assert found.length == sum(map(len, STORY))


def test_each_other_story_s_headline_among_the_text_is_a_turn() -> None:
    texts = "".join(
        f'<p><a href="/n/{n}">Swimmers win a medal in the lake</a></p><p>{STORY[0]}</p>' for n in range(4)
    )
    found = layout(texts)
    assert (found.head, found.turns, found.entries) == ("linked", 3, 4)


def test_a_headline_that_links_to_its_own_page_is_the_page_s_own() -> None:
    found = layout(f'<h2><a href="{URL}">Night ferry returns to the islands</a></h2>{paragraphs(*STORY)}')
    assert found.head == "own"


def test_links_elsewhere_and_into_the_page_are_no_other_stories() -> None:
    for address in ("https://other.example/story", "#part", "mailto:a@harbour.example"):
        between = f'<p><a href="{address}">Swimmers win a medal in the lake</a></p>'
        assert layout(between.join(f"<p>{text}</p>" for text in STORY)).turns == 0


def test_the_same_words_linked_again_and_again_part_a_list() -> None:
    texts = "".join(f'<p>{text}</p><p><a href="/n/{n}">Read on</a></p>' for n, text in enumerate(STORY))
    assert layout(texts).turns == len(STORY) - 1


def test_a_letter_of_japanese_says_more_than_one_of_an_alphabet() -> None:
    assert weight("ferry") == 5
    assert weight("港の橋が通行止め") == 20
    assert layout_of(Page("<p>x</p>", URL), []) == Layout()


def test_a_headline_and_more_at_a_paragraph_s_end_part_a_list_but_no_links_to_share() -> None:
    for number, said in ((len(STORY) - 1, "Read on"), (len(STORY) - 1, "Swimmers win a medal in the lake")):
        texts = "".join(f'<p>{text} <a href="/n/{n}">{said}</a></p>' for n, text in enumerate(STORY))
        assert layout(texts).turns == number
    shared = "".join(f'<p>{text}</p><p><a href="#{n}">Share</a></p>' for n, text in enumerate(STORY))
    assert layout(shared).turns == 0


def test_what_stands_before_the_first_turn_is_the_lead() -> None:
    between = '<p><a href="/n/1">Swimmers win a medal in the lake</a></p>'
    found = layout(f"{paragraphs(*STORY[:3])}{between}{paragraphs(*STORY[3:])}")
    assert found.lead == sum(map(len, STORY[:3]))


def test_a_line_that_the_page_s_title_repeats_is_its_own_headline() -> None:
    headline = "Night ferry returns to the islands"
    content = f"<div>{headline}</div>{paragraphs(*STORY)}"
    assert layout(content).head == ""
    assert layout(f"<title>{headline} | Harbour</title>{content}").head == "own"


def test_a_line_of_author_section_and_tags_is_no_other_story_s_headline() -> None:
    line = '<a href="/by/brandt">Ilse Brandt</a> <a href="/town">Town</a> <a href="/t/ferry">Ferry</a>'
    assert layout(f"<h2>Ferry</h2><div>{line}</div>{paragraphs(*STORY)}").entries == 0
