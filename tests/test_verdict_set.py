"""Article or not, over pages of many templates and languages; each of its own making, none of a real site."""

from __future__ import annotations

from collections import Counter
from functools import cache
from types import ModuleType

import indexes
import pieces
import pytest
from press_words import EACH, LANGUAGES, Sample
from stories import reading


@cache
def judged(module: ModuleType) -> list[tuple[Sample, str, str]]:
    """Return each page with its state and the reason for it."""
    found = ((sample, reading(sample.html, url=sample.url)) for sample in module.samples())
    return [(sample, told.state, told.reason) for sample, told in found]


def wrong(module: ModuleType) -> list[tuple[str, str, str]]:
    is_list = module is indexes
    return [
        (s.template, s.url, said) for s, state, said in judged(module) if (state == "not_article") != is_list
    ]


@pytest.mark.parametrize(("module", "least"), [(indexes, 120), (pieces, 80)])
def test_the_pages_are_many_and_of_many_languages(module: ModuleType, least: int) -> None:
    samples = [sample for sample, _, _ in judged(module)]
    assert len(samples) >= least
    assert {sample.language for sample in samples} == set(LANGUAGES)


@pytest.mark.parametrize(("module", "most"), [(indexes, 0.05), (pieces, 0.01)])
def test_few_lists_pass_for_articles_and_hardly_any_article_for_a_list(
    module: ModuleType, most: float
) -> None:
    found = wrong(module)
    assert len(found) <= most * len(judged(module)), found


@pytest.mark.parametrize("module", [indexes, pieces])
def test_no_template_is_misjudged_as_a_whole(module: ModuleType) -> None:
    assert [
        name for name, number in Counter(name for name, _, _ in wrong(module)).items() if number == EACH
    ] == []
