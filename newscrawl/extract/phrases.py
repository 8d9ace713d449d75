"""Which of the trade's phrases, of all languages at once, a text holds, begins with or is."""

from __future__ import annotations

import re
from functools import cache
from itertools import filterfalse

from newscrawl.extract.wordlists import words_of

TRIM = " \t\n:：.…!>»|→►-–—*•·()[]"
_PHRASED = ("promotion", "notice", "paywall", "copyright", "subscribe")
_MARKS = TRIM + "\"'“”„«»‘,;?¿¡{}"  # around a word
_UNPARTED = re.compile(
    "[©\u3000-\u9fff\uac00-\ud7af]"
)  # what a phrase that begins with no word of letters holds
_APOSTROPHES = "’ʼ`´"


Phrases = list[tuple[str, str]]  # each with its sort


def folded(text: str) -> str:
    """Return a text in lower case, apostrophes alike, white space folded."""
    return " ".join(lowered(text).split())


def lowered(text: str) -> str:
    """Return a text in lower case, apostrophes alike: what `folded` gives for a line of folded text."""
    if not text.isascii() or "`" in text:
        for apostrophe in _APOSTROPHES:
            text = text.replace(apostrophe, "'")
        if "İ" in text:
            text = text.replace("İ", "i")  # lower() leaves a dot of its own on it, that no list has
    return text.lower()


def sorts_in(text: str) -> set[str]:
    """Return the sorts of those of 1,700 phrases that a folded text holds; asked for by a word of each."""
    spaced, dense = _phrases()
    words = set(text.split())
    words.update([word.strip(_MARKS) for word in filterfalse(str.isalnum, words)])
    found = [spaced[word] for word in words & spaced.keys()]
    if not text.isascii() and _UNPARTED.search(text):
        found += [phrases for letter, phrases in dense.items() if letter in text]
    return {sort for phrases in found for phrase, sort in phrases if phrase in text}


def label_of(text: str, key: str, table: str = "boilerplate") -> str | None:
    """Return the longest word of a list that a folded text begins with, or None."""
    labels = _by_beginning(key, table)
    for letters in (3, 2, 1):
        for word in labels.get(text[:letters], ()):
            if text.startswith(word):
                return word
    return None


@cache
def exact(key: str) -> frozenset[str]:
    """Return a list's words without marks around them."""
    return frozenset(word.strip(TRIM) for word in words_of("boilerplate", key))


@cache
def _by_beginning(key: str, table: str) -> dict[str, list[str]]:
    """Return a list's words by their first three letters, the longest first."""
    words: dict[str, list[str]] = {}
    for word in words_of(table, key):
        words.setdefault(word[:3], []).append(word)
    return words


@cache
def _phrases() -> tuple[dict[str, Phrases], dict[str, Phrases]]:
    """Return the phrases by a whole word in them, those of scripts that do not part words by their letter."""
    spaced: dict[str, Phrases] = {}
    dense: dict[str, Phrases] = {}
    for sort in _PHRASED:
        for phrase in words_of("boilerplate", sort):
            first, *more = phrase.split()
            first = first.strip(_MARKS)
            if first[:1] > "\u2fff" or not first[:1].isalnum():
                dense.setdefault(phrase[0], []).append((phrase, sort))
            else:  # the longest is the rarest; the last may be only the beginning of a word
                whole = [word for word in more[:-1] if word.isalnum()]
                spaced.setdefault(max([first, *whole], key=len), []).append((phrase, sort))
    return spaced, dense
