"""How alike two bodies are, and whether that makes one a copy of the other."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Collection
from dataclasses import dataclass
from difflib import SequenceMatcher
from math import sqrt
from typing import Final

import numpy as np
from numpy.typing import NDArray

from newscrawl.dedupe.fingerprint import Print, Values, Words, shingles

LEAST_WORDS: Final = 12  # of either text: shorter ones are alike by chance

# On labelled pairs: one word in ten replaced leaves a containment of .67 to .87 and .87 of the words in
# their order; two translations of one text .53 to .80 and .79 to .92; descriptions of two products by one
# maker .63 and .74; reports of one event written apart at most .36.
_SURE_JACCARD, _SURE_CONTAINMENT = 0.65, 0.82
_POSSIBLE, _ALIGNED = 0.5, 0.8
_NEARLY, _MAX_ALIGNED = 0.6, 1_500
_KEPT_PARAGRAPHS, _FEW_PARAGRAPHS = 0.75, 2
_COPY = 0.9  # Jaccard; below it is edited
_DEVIATIONS = 3
_SERIAL_TEXT, _SERIAL_NUMBERS = 0.85, 0.5


@dataclass(frozen=True, slots=True)
class Likeness:
    """Two bodies in shingles of three words: shared of all, and shared of the shorter one's; 0 to 1.

    `aligned` is the share of the shorter one's words that the other has in the
    same order, None where that was not asked; `paragraphs` the share of the
    paragraphs of the one with fewer that the other has.
    """

    jaccard: float
    containment: float
    aligned: float | None = None
    paragraphs: float = 1.0

    @property
    def is_copy(self) -> bool:
        return self.jaccard >= _COPY

    @property
    def strength(self) -> float:
        """Return how surely one was made from the other and not both from a third; 0 to 1.

        The same words in other paragraphs come from one machine that translated
        the same text twice: copies keep .8 of the paragraphs and more, those .7
        at most.
        """
        strength = max(self.jaccard, self.containment)
        return strength if self.paragraphs >= _KEPT_PARAGRAPHS else min(strength, _SURE_CONTAINMENT - 0.02)


def compare(
    one: Print, other: Print, *, but_one: Collection[int] = (), but_other: Collection[int] = ()
) -> Likeness | None:
    """Return how alike two bodies are when one is a copy of the other, None when neither is.

    `but_one` and `but_other` are sentences that do not count: their outlets' boilerplate.
    """
    words, others = one.without(but_one), other.without(but_other)
    if min(len(words), len(others)) < LEAST_WORDS:
        return None
    jaccard, containment = _shared(words, others)
    if containment < _POSSIBLE or is_serial(one, other):
        return None
    if jaccard >= _SURE_JACCARD or containment >= _SURE_CONTAINMENT:
        return Likeness(jaccard, containment, paragraphs=_shared_paragraphs(one, other))
    aligned = _aligned(words, others)
    return Likeness(jaccard, containment, aligned) if aligned >= _ALIGNED else None


def may_be_copy(one: Print, words: int, other: Values) -> bool:
    """Tell by the other text's number of words and signature whether `compare` could find one a copy.

    The share of equal values is the Jaccard of the shingles give or take its
    standard deviation; of what three of these more would be, the containment follows.
    """
    least = min(len(one.words), words)
    if not least or len(other) != len(one.signature):
        return False
    share = float(np.count_nonzero(one.signature == other)) / len(other)
    share += _DEVIATIONS * sqrt(max(share, 1 / len(other)) / len(other))
    return share / (1 + share) * (len(one.words) + words) >= _POSSIBLE * least


def _shared_paragraphs(one: Print, other: Print) -> float:
    fewer = min(len(one.paragraphs), len(other.paragraphs))
    return len(one.paragraphs & other.paragraphs) / fewer if fewer >= _FEW_PARAGRAPHS else 1.0


def is_serial(one: Print, other: Print) -> bool:
    """Tell whether two texts are the same but for their numbers: rates, weather, daily counts."""
    least = min(len(one.numbers), len(other.numbers))
    if least < 2 or len(one.numbers & other.numbers) > _SERIAL_NUMBERS * least:
        return False
    return _shared(_masked(one), _masked(other))[1] >= _SERIAL_TEXT


def _masked(text: Print) -> Words:
    masked = text.words.copy()
    masked[np.isin(masked, list(text.numbers))] = 0
    return masked


def _shared(words: Words, others: Words) -> tuple[float, float]:
    """Return Jaccard and containment of two texts' shingles."""
    mine, theirs = shingles(words), shingles(others)
    shared = len(np.intersect1d(mine, theirs, assume_unique=True))
    return shared / (len(mine) + len(theirs) - shared), shared / min(len(mine), len(theirs))


def _aligned(words: Words, others: Words) -> float:
    """Return the share of the shorter one's words that the other has in the same order, or a little less.

    A word's first occurrence is held against the other's first, its second
    against the second, …; of the pairs the longest run in rising order counts.
    """
    shorter = min(len(words), len(others))
    _, mine, theirs = np.intersect1d(_numbered(words), _numbered(others), return_indices=True)
    if len(mine) < _ALIGNED * shorter:
        return 0.0  # in no order are there enough
    tails: list[int] = []
    for place in theirs[np.argsort(mine)].tolist():
        at = bisect_left(tails, place)
        tails[at : at + 1] = [place]
    share = len(tails) / shorter
    return share if share >= _ALIGNED or share < _NEARLY else _longest_common(words, others) / shorter


def _longest_common(words: Words, others: Words) -> int:
    """Return how many words two texts have in common in one order: exact, and a hundred times as dear."""
    mine, theirs = words[:_MAX_ALIGNED].tolist(), others[:_MAX_ALIGNED].tolist()
    blocks = SequenceMatcher(None, mine, theirs, autojunk=False).get_matching_blocks()
    return sum(block.size for block in blocks)


def _numbered(words: Words) -> NDArray[np.uint64]:
    """Return each word together with which of its occurrences it is."""
    order = np.argsort(words, kind="stable")
    ranked = words[order]
    firsts = np.concatenate(([True], ranked[1:] != ranked[:-1]))
    starts = np.maximum.accumulate(np.where(firsts, np.arange(len(ranked)), 0))
    occurrence = np.empty(len(words), np.uint64)
    occurrence[order] = np.arange(len(ranked)) - starts
    return words.astype(np.uint64) << np.uint64(32) | occurrence
