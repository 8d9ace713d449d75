"""Texts by their clues, in a window of time: one look over flat arrays finds the likeliest translations."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import chain
from typing import Final

import numpy as np
from numpy.typing import NDArray

_DAY: Final = 86_400
DAYS: Final = 14  # each way
_MOST = 12
_LEAST_SCORE = 0.8  # sum of the shared clues' weights over the root of the clues' number


@dataclass(slots=True)
class _Day:
    """The texts of one day."""

    numbers: list[int] = field(default_factory=list)
    languages: list[str] = field(default_factory=list)
    clues: list[list[int]] = field(default_factory=list)
    _flat: tuple[NDArray[np.uint16], NDArray[np.int64]] | None = None

    def flat(self) -> tuple[NDArray[np.uint16], NDArray[np.int64]]:
        """Return all clues, and how many each text has."""
        if self._flat is None:
            lengths = np.array([len(clues) for clues in self.clues], np.int64)
            joined = np.fromiter(chain.from_iterable(self.clues), np.uint16, int(lengths.sum()))
            self._flat = (joined, lengths)
        return self._flat


@dataclass(slots=True)
class ClueTable:
    """Texts by day with their clues."""

    _days: dict[int, _Day] = field(default_factory=dict)

    def add(self, number: int, at: int, language: str, clues: Iterable[int]) -> None:
        day = self._days.setdefault(at // _DAY, _Day())
        day.numbers.append(number)
        day.languages.append(language)
        day.clues.append(list(clues))
        day._flat = None

    def days(self) -> set[int]:
        """Return the days that have texts here."""
        return set(self._days)

    def forget(self, before: int) -> None:
        """Drop the days before one."""
        for day in [day for day in self._days if day < before]:
            del self._days[day]

    def likeliest(self, at: int, language: str, clues: Iterable[int]) -> list[int]:
        """Return the texts in other languages that share the most telling clues, best first."""
        around = range(at // _DAY - DAYS, at // _DAY + DAYS + 1)
        days = [self._days[day] for day in around if day in self._days]
        asked = list(clues)
        if not days or not asked:
            return []
        joined = np.concatenate([day.flat()[0] for day in days])
        lengths = np.concatenate([day.flat()[1] for day in days])
        owners = np.repeat(np.arange(len(lengths)), lengths)
        scores = _scores(joined, owners, lengths, asked)
        languages = np.array([other != language for day in days for other in day.languages])
        scores[~languages] = 0
        numbers = list(chain.from_iterable(day.numbers for day in days))
        best = np.argsort(-scores, kind="stable")[:_MOST]
        return [numbers[place] for place in best if scores[place] >= _LEAST_SCORE]


def _scores(
    joined: NDArray[np.uint16], owners: NDArray[np.int64], lengths: NDArray[np.int64], asked: list[int]
) -> NDArray[np.float64]:
    """Return each text's sum of the shared clues' weights, over the root of how many clues it has."""
    wanted = np.zeros(1 << 16, bool)
    wanted[asked] = True
    hits = wanted[joined]
    found, whose = joined[hits], owners[hits]
    texts_with = np.bincount(found, minlength=1 << 16)
    weights = np.log((len(lengths) + 1) / np.maximum(texts_with, 1))
    sums = np.bincount(whose, weights[found], minlength=len(lengths))
    return sums / np.sqrt(np.maximum(lengths, 10))
