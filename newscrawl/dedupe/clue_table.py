"""Texts by their clues, in a window of time: the likeliest translations of a text in other languages.

A language's texts stand in a few runs, each with its clues sorted: a clue's
texts are found by halving, and what nobody asked for is not looked at.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Final

import numpy as np
from numpy.typing import NDArray

_DAY: Final = 86_400
DAYS: Final = 14  # each way
_MOST = 12
_LEAST_SCORE = 0.8  # sum of the shared clues' weights over the root of the clues' number
_LEAST_CLUES = 10  # a text with fewer is taken to have so many
_GROWTH = 4  # a run is so many times as long as the next, or both become one
_WAITING = 1000

Places = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class _Run:
    """Texts of one language: number, day and root of the clues' number of each; their clues, sorted.

    `owners` are the places of the texts that the clues belong to.
    """

    numbers: Places
    days: Places
    roots: NDArray[np.float64]
    clues: NDArray[np.uint16]
    owners: NDArray[np.int32]

    def joined(self, later: _Run) -> _Run:
        clues = np.concatenate((self.clues, later.clues))
        owners = np.concatenate((self.owners, later.owners + np.int32(len(self.numbers))))
        order = np.argsort(clues, kind="stable")
        return _Run(
            np.concatenate((self.numbers, later.numbers)),
            np.concatenate((self.days, later.days)),
            np.concatenate((self.roots, later.roots)),
            clues[order],
            owners[order],
        )

    def sharing(self, asked: NDArray[np.uint16], first: int, last: int) -> tuple[Places, NDArray[np.int32]]:
        """Return which of the asked clues the texts of some days have, and whose each is."""
        starts = np.searchsorted(self.clues, asked)
        found = np.searchsorted(self.clues, asked, "right") - starts
        places = np.repeat(starts + found - np.cumsum(found), found) + np.arange(found.sum())
        which, owners = np.repeat(np.arange(len(asked)), found), self.owners[places]
        days = self.days[owners]
        inside = (days >= first) & (days <= last)
        return (which, owners) if inside.all() else (which[inside], owners[inside])


@dataclass(slots=True)
class _Language:
    """The texts of one language; those that came since the last look wait to be sorted."""

    texts_on: Counter[int] = field(default_factory=Counter)
    _runs: list[_Run] = field(default_factory=list)
    _waiting: list[tuple[int, int, list[int]]] = field(default_factory=list)

    def add(self, number: int, day: int, clues: list[int]) -> None:
        self.texts_on[day] += 1
        self._waiting.append((number, day, clues))
        if len(self._waiting) >= _WAITING:  # where all speak one language nobody looks
            self.runs()

    def number(self, first: int, last: int) -> int:
        """Return how many texts some days have."""
        return sum(self.texts_on.get(day, 0) for day in range(first, last + 1))

    def runs(self) -> list[_Run]:
        if self._waiting:
            self._runs.append(_run_of(self._waiting))
            self._waiting = []
        runs = self._runs
        while len(runs) > 1 and len(runs[-2].clues) < _GROWTH * len(runs[-1].clues):
            later = runs.pop()
            runs[-1] = runs[-1].joined(later)
        return runs


@dataclass(slots=True)
class ClueTable:
    """Texts by language with their clues."""

    _languages: dict[str, _Language] = field(default_factory=dict)

    def add(self, number: int, at: int, language: str, clues: Iterable[int]) -> None:
        """Add a text that came out `at` (seconds since 1970) under a number of its own."""
        self._languages.setdefault(language, _Language()).add(number, at // _DAY, list(clues))

    def likeliest(self, at: int, language: str, clues: Iterable[int]) -> list[int]:
        """Return the texts in other languages that share the most telling clues, best first."""
        first, last = at // _DAY - DAYS, at // _DAY + DAYS
        texts = {name: number for name, one in self._languages.items() if (number := one.number(first, last))}
        asked = np.array(sorted(clues), np.uint16)
        if not len(asked) or not texts.keys() - {language}:
            return []
        shared = [
            (run, *found)
            for name in texts
            if name != language
            for run in self._languages[name].runs()
            if len((found := run.sharing(asked, first, last))[0])
        ]
        if not shared:
            return []
        own = [run.sharing(asked, first, last)[0] for run in self._runs_of(language)]
        texts_with = np.bincount(np.concatenate([*own, *(which for _, which, _ in shared)]))
        weights = np.log((sum(texts.values()) + 1) / np.maximum(texts_with, 1))
        best = sorted(told for run, which, owners in shared for told in _telling(run, weights[which], owners))
        return [number for _, _, number in best[:_MOST]]

    def _runs_of(self, language: str) -> list[_Run]:
        return self._languages[language].runs() if language in self._languages else []


def _run_of(texts: list[tuple[int, int, list[int]]]) -> _Run:
    lengths = np.array([len(clues) for _, _, clues in texts])
    clues = np.array([clue for _, _, clues in texts for clue in clues], np.uint16)
    order = np.argsort(clues, kind="stable")
    return _Run(
        np.array([number for number, _, _ in texts]),
        np.array([day for _, day, _ in texts]),
        np.sqrt(np.maximum(lengths, _LEAST_CLUES)),
        clues[order],
        np.repeat(np.arange(len(texts), dtype=np.int32), lengths)[order],
    )


def _telling(
    run: _Run, weights: NDArray[np.float64], owners: NDArray[np.int32]
) -> Iterator[tuple[float, int, int]]:
    """Yield (less than 0 by its score, day, number) of each text that shares enough of what was asked."""
    scores = np.bincount(owners, weights, len(run.numbers)) / run.roots
    for place in np.flatnonzero(scores >= _LEAST_SCORE).tolist():
        yield -float(scores[place]), int(run.days[place]), int(run.numbers[place])
