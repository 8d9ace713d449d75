"""Article or not, over pages of many templates and languages; each of its own making, none of a real site."""

from __future__ import annotations

from collections import Counter
from functools import cache

import chances
import indexes
import pieces
import pytest
from press_words import EACH, LANGUAGES, Sample
from stories import reading

BY_CHANCE = 150
SETS = {
    "indexes": indexes.samples,
    "pieces": pieces.samples,
    "indexes by chance": lambda: chances.samples(chances.index, BY_CHANCE),
    "pieces by chance": lambda: chances.samples(chances.article, BY_CHANCE),
}


@cache
def judged(kind: str) -> list[tuple[Sample, str, str]]:
    """Return each page with its state and the reason for it."""
    found = ((sample, reading(sample.html, url=sample.url)) for sample in SETS[kind]())
    return [(sample, told.state, told.reason) for sample, told in found]


def wrong(kind: str) -> list[tuple[str, str, str]]:
    is_list = kind.startswith("indexes")
    return [
        (s.template, s.url, said) for s, state, said in judged(kind) if (state == "not_article") != is_list
    ]


@pytest.mark.parametrize(("kind", "least"), [("indexes", 200), ("pieces", 120)])
def test_the_pages_are_many_and_of_many_languages(kind: str, least: int) -> None:
    samples = [sample for sample, _, _ in judged(kind)]
    assert len(samples) >= least
    assert {sample.language for sample in samples} == set(LANGUAGES)


@pytest.mark.parametrize("kind", SETS)
def test_few_lists_pass_for_articles_and_hardly_any_article_for_a_list(kind: str) -> None:
    found, most = wrong(kind), 0.05 if kind.startswith("indexes") else 0.01
    assert len(found) <= most * len(judged(kind)), found


@pytest.mark.parametrize("kind", ["indexes", "pieces"])
def test_no_template_is_misjudged_as_a_whole(kind: str) -> None:
    assert [
        name for name, number in Counter(name for name, _, _ in wrong(kind)).items() if number == EACH
    ] == []
