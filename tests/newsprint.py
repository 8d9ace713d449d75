"""Texts of our own making for the tests of deduplication: words drawn by a seed, in sentences."""

from __future__ import annotations

import random
from collections.abc import Sequence

_DRAW = random.Random(7)
_SYLLABLES = tuple("ba ko ri te lu sa vo ne pi dr ma ke fu ga sh or we ta zu hi".replace(" ", "0").split("0"))
WORDS = sorted({"".join(_DRAW.choices(_SYLLABLES, k=_DRAW.randint(1, 4))) for _ in range(2_000)})


def sentences(seed: int, number: int = 12) -> list[str]:
    """Return sentences of 9 to 18 words; another seed shares none."""
    draw = random.Random(seed)
    return [" ".join(draw.choices(WORDS, k=draw.randint(9, 18))).capitalize() + "." for _ in range(number)]


def body(told: Sequence[str]) -> str:
    """Return sentences as a body, three a paragraph."""
    return "\n\n".join(" ".join(told[at : at + 3]) for at in range(0, len(told), 3))


def text(seed: int, number: int = 12) -> str:
    return body(sentences(seed, number))


def reworded(told: str, seed: int = 1, share: float = 0.1) -> str:
    """Return a text with a share of its words replaced."""
    draw = random.Random(seed)
    paragraphs = [
        " ".join(draw.choice(WORDS) if draw.random() < share else word for word in paragraph.split())
        for paragraph in told.split("\n\n")
    ]
    return "\n\n".join(paragraphs)
