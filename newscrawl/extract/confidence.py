"""How sure extraction is of an article's text: a few facts about it, weighed as labelled pages taught.

Above .9 the text is right (F1 of at least .9) on 98 of 100 pages of news in
cross-validation over sites; benchmarks/confidence.py fits the weights and says so.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from dataclasses import fields as fields_of
from functools import cache
from importlib.resources import files
from math import exp, log

from newscrawl.extract.blocks import Block, Box
from newscrawl.extract.layout import TEXT, Layout, weight

WEAK = 60  # a block's score below which a kept one hardly reads as text
UNSEEN = 0.8  # at most, for a text that stands in no block: too few pages have one to learn from


@dataclass(frozen=True, slots=True)
class Evidence:
    """What is known of a text once it is chosen; shares are 0 to 1."""

    length: float  # the logarithm of its characters
    weak: float  # share of its blocks that hardly read as text
    plain: float  # share of its characters in paragraphs of the markup
    at_home: float  # how much of it stands where most of it stands
    left: float  # text left out inside its box, against what was taken
    headed: float  # 1 where the page's own headline stands above it
    is_shown: bool = True  # it stands in blocks of the page


@dataclass(frozen=True, slots=True)
class Weights:
    """The fitted weights, and each fact's usual value on labelled pages."""

    base: float
    weights: dict[str, float]
    usual: dict[str, float]


FACTS = tuple(field.name for field in fields_of(Evidence) if field.name != "is_shown")


def evidence_of(blocks: list[Block], homes: list[Box], layout: Layout) -> Evidence:
    """Return the evidence for the kept blocks."""
    kept = [block for block in blocks if block.kept and not block.is_heading]
    chars = sum(block.chars for block in kept) or 1
    inside = (block for box in homes for block in blocks[box.first : box.last])
    left = sum(block.chars for block in inside if not block.kept and block.score > TEXT)
    return Evidence(
        length=log(1 + layout.length),
        weak=sum(block.score < WEAK for block in kept) / (len(kept) or 1),
        plain=sum(block.chars for block in kept if block.tag == "p") / chars,
        at_home=sum(block.at_home * block.chars for block in kept) / chars,
        left=min(1.0, left / chars),
        headed=float(layout.head == "own"),
    )


def unseen(paragraphs: list[str]) -> Evidence:
    """Return the evidence for a text from structured data, which no block of the page shows."""
    length = log(1 + sum(map(weight, paragraphs)))
    return Evidence(length, weak=0, plain=1, at_home=1, left=0, headed=0, is_shown=False)


@cache
def learnt() -> Weights:
    """Return the weights of the data file."""
    table = tomllib.loads(files("newscrawl.extract").joinpath("confidence.toml").read_text("utf-8"))
    return Weights(table["base"], table["weights"], table["usual"])


def confidence_of(evidence: Evidence) -> float:
    """Return how likely the text is right, 0 to 1."""
    told = learnt()
    sure = told.base + sum(told.weights[fact] * getattr(evidence, fact) for fact in FACTS)
    likely = 1 / (1 + exp(-max(-30.0, min(30.0, sure))))
    return likely if evidence.is_shown else min(likely, UNSEEN)


def reasons(evidence: Evidence) -> str:
    """Return in a line what makes a text more or less sure than usual, for --explain."""
    told = learnt()
    parts = ((fact, told.weights[fact] * (getattr(evidence, fact) - told.usual[fact])) for fact in FACTS)
    weighed = sorted(parts, key=lambda part: -abs(part[1]))
    return f"confidence {confidence_of(evidence):.2f}: " + ", ".join(f"{f} {by:+.1f}" for f, by in weighed)
