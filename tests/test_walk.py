"""The one walk over a page: its runs of text, what is passed over, what is noted."""

import pytest

from newscrawl.extract.page import Page


def page(body: str) -> Page:
    return Page(f"<html><head><title>T</title></head><body>{body}</body></html>", "https://example.com/a")


def texts(body: str) -> list[str]:
    return [block.text for block in page(body).blocks]


MENU = "<ul>" + "<li><a href='/s'>Section</a></li>" * 30 + "</ul>"


@pytest.mark.parametrize("tag", ["nav", "header", "footer"])
def test_a_menu_and_the_head_and_foot_of_a_site_are_passed_over(tag: str) -> None:
    assert texts(f"<{tag}>{MENU}</{tag}><p>Text</p>") == ["Text"]


@pytest.mark.parametrize("tag", ["nav", "header", "footer"])
def test_what_holds_paragraphs_is_read_whatever_it_is_called(tag: str) -> None:
    assert texts(f"<{tag}>{MENU}<p>A menu left open</p></{tag}>")[-1] == "A menu left open"


def test_the_head_and_foot_of_an_article_are_read() -> None:
    body = "<article><header><div>By Ann Lee</div></header><footer><div>Source: Post</div></footer></article>"
    assert texts(body) == ["By Ann Lee", "Source: Post"]


def test_a_short_menu_may_hold_tags_and_a_long_one_names_nothing() -> None:
    crumb = "<nav class='tags'><a href='/w'>World</a></nav>"
    assert [element.tag for element in page(crumb).marks.role("tags")] == ["nav"]
    assert page(f"<nav class='tags'>{MENU}</nav>").marks.role("tags") == []


def test_characters_are_counted_inside_links_and_marks_across_runs_of_text() -> None:
    [first, second] = page("<a href='/x'><div>12345</div><div><b>678</b>9</div></a>").blocks
    assert (first.link_chars, first.bold_chars) == (5, 0)
    assert (second.link_chars, second.bold_chars, second.emphasis_chars) == (4, 3, 0)


def test_lines_of_scripts_without_spaces_join_without_one() -> None:
    assert texts("<p>船は\n正午に出た</p><p>船は\nnine</p>") == ["船は正午に出た", "船は nine"]
