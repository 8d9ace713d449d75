"""No text makes a regular expression of ours take more time than its length is worth."""

from __future__ import annotations

import re
from collections.abc import Iterable

import pytest
from expressions import Expression, expressions
from stalls import stalls

SIZE, LONG = 6_000, 40_000
ADDRESS = 2_000  # characters that an address may have
# What is read of these is no longer than this: elsewhere a cut is made, or white space is folded before.
BOUNDED = {
    "discover.site._FEED_ADDRESS": ADDRESS,
    "extract.biographies.name_in_biography": 3000,
    "extract.bylines._DATE": 80,
    "extract.bylines._FOLLOW": 221,
    "extract.bylines._PARTED": 250,
    "extract.credits._BRACKETED": 200,
    "extract.credits._CLOSING": 60,
    "extract.credits._CLOSING_DASH": 60,
    "extract.credits._DASHED": 200,
    "extract.credits._SEPARATOR": 120,
    "extract.headline._GENERIC_SEPARATOR": 800,
    "extract.headline._SEPARATOR": 800,
    "extract.hints._VARIANT": 300,
    "extract.people._LAST_BRACKET": 400,
    "extract.people_names._ADDRESS": 400,
    "extract.people_names._AFTER_ROLE": 400,
    "extract.people_names._BRACKETS": 400,
    "extract.people_names._JAPANESE_ROLE": 400,
    "extract.people_names._KOREAN_ROLE": 400,
    "extract.people_names._SOFT_CUT": 400,
    "extract.people_names._joiners": 400,
    "normalise.dateline._FORMS": 140,
}


def size_of(name: str, size: int) -> int:
    return ADDRESS if name.startswith("spiders.") else BOUNDED.get(name, size)


def slow(found: Iterable[Expression], size: int, most: int) -> dict[str, object]:
    told = {
        f"{one.name} {one.use}": stalls(one.pattern, one.use, size_of(one.name, size), most) for one in found
    }
    return {name: text[:80] for name, text in told.items() if text is not None}


def test_no_expression_takes_the_square_of_a_text() -> None:
    assert slow(expressions(), SIZE, most=3) == {}


@pytest.mark.fuzz
def test_no_expression_takes_the_square_of_any_text_made_of_its_parts() -> None:
    assert slow(expressions(), LONG, most=300) == {}


def test_every_bound_is_of_an_expression() -> None:
    assert set(BOUNDED) <= {one.name for one in expressions()}


@pytest.mark.parametrize(
    ("pattern", "use"),
    [(r"\s+x", "search"), (r"\s*\s*x", "match"), (r"(\w+)*!", "match")],
)
def test_an_expression_that_stalls_is_found(pattern: str, use: str) -> None:
    assert stalls(re.compile(pattern), use, SIZE, 6) is not None


@pytest.mark.parametrize("pattern", [r"(?<!\s)\s+x", r"\s++x", "[ab]x"])
def test_an_expression_that_reads_a_text_once_is_not(pattern: str) -> None:
    assert stalls(re.compile(pattern), "search" if "<!" in pattern else "match", SIZE, 400) is None
