from __future__ import annotations

import pytest

from newscrawl.extract.phrases import exact, folded, label_of, sorts_in


@pytest.mark.parametrize(
    ("line", "sort"),
    [
        ("Sign up for our newsletter.", "promotion"),
        ("„Subscribe to continue“, it says", "paywall"),
        ("We use cookies, as all do", "notice"),
        ("©Harbour", "copyright"),
        ("関連記事 無断転載を禁じます", "copyright"),
        ("Don’t miss it: follow us", "subscribe"),
    ],
)
def test_a_phrase_is_found_by_one_of_its_words_whatever_marks_stand_beside(line: str, sort: str) -> None:
    text = folded(line)
    assert sort in sorts_in(text)


def test_words_of_a_phrase_apart_from_each_other_are_no_phrase() -> None:
    text = folded("A sign hangs up there for the newsletter that was ours.")
    assert "promotion" not in sorts_in(text)


def test_the_longest_label_that_a_line_begins_with_is_its_label() -> None:
    assert label_of("read also: the bridge", "read_also") == "read also"
    assert label_of("originally published by lb", "source", "people") == "originally published by"
    assert label_of("the bridge", "read_also") is None
    assert label_of("", "read_also") is None


def test_lists_of_whole_lines_have_no_marks_at_their_ends() -> None:
    assert "loading" in exact("advert")
