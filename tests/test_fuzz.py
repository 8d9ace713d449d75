"""What takes text or bytes from outside raises nothing of its own; what is cleaned stays as it is."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from fuzzing import ADDRESS, MARKUP, TEXT, Taker, attempt, takers
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from newscrawl.catalogue import fold
from newscrawl.inert import inert
from newscrawl.normalise.addresses import clean_url, is_home
from newscrawl.normalise.dates import clean_date
from newscrawl.normalise.language import language_tag
from newscrawl.normalise.text import clean_html, clean_text, letters, one_line

EXAMPLES = 3  # of each function: `make fuzz` tries it for long


def test_every_reader_of_the_network_is_among_those_tried() -> None:
    names = {taker.name for taker in takers()}
    assert names >= {
        "codings.decode",
        "discover.feeds.parse_feed",
        "discover.robots.sitemaps_of",
        "discover.sitemaps.parse_sitemap",
        "normalise.addresses.clean_url",
        "reading.read_page",
        "robotsfile.for_agent",
    }


@pytest.mark.parametrize("taker", takers(), ids=lambda taker: taker.name)
def test_nothing_from_outside_raises(taker: Taker) -> None:
    attempt(taker, EXAMPLES)


def test_a_function_that_raises_is_found() -> None:
    def first(text: str) -> str:
        return text[0]

    with pytest.raises(IndexError):
        attempt(Taker("first", first, {"text": st.sampled_from(["a", ""])}, ()), 5)


@pytest.mark.parametrize(
    ("clean", "made"),
    [
        (clean_url, ADDRESS),
        (clean_date, TEXT),
        (language_tag, TEXT),
        (clean_text, TEXT),
        (one_line, TEXT),
        (clean_html, MARKUP),
        (letters, TEXT),
        (fold, TEXT),
    ],
)
def test_what_is_clean_stays_as_it_is(clean: Callable[[Any], Any], made: st.SearchStrategy[str]) -> None:
    @settings(
        max_examples=25,
        derandomize=True,
        database=None,
        deadline=None,
        suppress_health_check=list(HealthCheck),
    )
    @given(made)
    def stays(text: str) -> None:
        once = clean(text)
        assert once is None or clean(once) == once

    stays()


def test_what_is_inert_holds_no_control_character() -> None:
    assert inert("a\x1b[2J\nb").isprintable()


def test_an_address_that_is_none_is_no_home_page() -> None:
    assert not is_home("http://[x")
