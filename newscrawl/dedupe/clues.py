"""Clues that a text shares with its translation: numbers, names, what it is about.

A clue is a number of 16 bits: cheap to keep and to look up by the hundred
thousand; two in 65,536 meet by chance, which one of thirty may.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterable, Iterator
from functools import cache, lru_cache
from importlib.resources import files
from typing import Final

MAX_CLUES: Final = 60

_NUMBER = re.compile(r"\d+(?:[.,]\d+)*")
_NAME = re.compile(r"[^\W\d_a-zß-öø-ÿа-яёіїєґў][^\W\d_]{2,}")
_LATIN = re.compile(r"[A-Za-z][A-Za-z0-9]{2,}")
_WORD = re.compile(r"[^\W\d_]{3,}")
_CYRILLIC = re.compile("[а-яёіїєґў]")
_VOWELS = re.compile("[aeiouyàâäáãåæèéêëìíîïòóôöõøùúûüýÿœ]+")
_TWICE = re.compile(r"(.)\1+")
_LETTERS = dict.fromkeys("ьъ", "") | {
    latin: sound
    for letters, sound in (
        ("а", "a"), ("б", "b"), ("в", "v"), ("гґх", "h"), ("д", "d"), ("еёэє", "e"),
        ("жзцчшщс", "s"), ("иійыї", "i"), ("к", "k"), ("л", "l"), ("м", "m"), ("н", "n"), ("о", "o"),
        ("п", "p"), ("р", "r"), ("т", "t"), ("уў", "u"), ("ф", "f"), ("ю", "iu"), ("я", "ia"),
    )
    for latin in letters
}  # fmt: skip
# English spellings of one sound, reduced as the letters above: г is g or h, ж з ц ч ш щ are all sibilants.
_SOUNDS = (
    ("shch", "s"), ("sch", "s"), ("tch", "s"), ("zh", "s"), ("kh", "h"), ("ch", "s"), ("sh", "s"),
    ("ts", "s"), ("th", "t"), ("ph", "f"), ("ck", "k"), ("qu", "kv"), ("dj", "s"), ("x", "ks"),
    ("w", "v"), ("q", "k"), ("c", "s"), ("z", "s"), ("j", "s"), ("g", "h"),
)  # fmt: skip


def clues(text: str, language: str | None, sources: Iterable[str] = ()) -> frozenset[int]:
    """Return at most MAX_CLUES clues of a text (headline and body).

    `sources` are its own outlet's names and those that it credits: they bring
    a page and what it may be made from together.
    """
    english = (language or "").partition("-")[0] == "en"
    found: dict[str, None] = {}
    for clue in (
        *(f"@{name}" for name in sources),
        *_numbers(text),
        *_names(text, english),
        *_concepts(text, english),
    ):
        found.setdefault(clue)
        if len(found) == MAX_CLUES:
            break
    return frozenset(zlib.crc32(clue.encode("utf-8", "replace")) & 0xFFFF for clue in found)


def numbers(text: str) -> set[str]:
    """Return the numbers of two digits and more, "1,5" as "1.5"."""
    return set(_numbers(text))


def _numbers(text: str) -> Iterator[str]:
    for number in _NUMBER.findall(text):
        if len(number) > 1:
            yield number.replace(",", ".")


def _names(text: str, english: bool) -> Iterator[str]:
    names = _NAME.findall(text)
    for name in names if english else [*names, *_LATIN.findall(text)]:
        consonants = skeleton(name)
        if len(consonants) > 2:
            yield consonants[:4]


@lru_cache(100_000)
def skeleton(name: str) -> str:
    """Return a name's consonants as Latin and Cyrillic spellings of it share them: Путина, Putin: ptn."""
    name = name.casefold()
    if _CYRILLIC.search(name):
        name = "".join(_LETTERS.get(letter, letter) for letter in name)
    else:
        for sound, letter in _SOUNDS:
            name = name.replace(sound, letter)
    consonants = _TWICE.sub(r"\1", _VOWELS.sub("", name))
    return f"a{consonants}" if name[:1] in "aeiouy" else consonants


def _concepts(text: str, english: bool) -> Iterator[str]:
    for word in dict.fromkeys(_WORD.findall(text.casefold())):
        concept = _concept(word, english)
        if concept:
            yield concept


@lru_cache(100_000)
def _concept(word: str, english: bool) -> str | None:
    """Return what a word is about by its longest known beginning."""
    known = _beginnings()[0 if english else 1]
    longest_ending = 3 if english else 6
    for length in range(len(word), max(2, len(word) - longest_ending - 1), -1):
        if (concept := known.get(word[:length])) and (not english or length > 3 or len(word) - length < 2):
            return concept
    return None


@cache
def _beginnings() -> tuple[dict[str, str], dict[str, str]]:
    """Return {beginning: concept} for English, and for Russian and Ukrainian."""
    english: dict[str, str] = {}
    slavic: dict[str, str] = {}
    for left, right in word_pairs("concepts.txt"):
        concept = f"~{left.split()[0]}"
        english |= dict.fromkeys(left.split(), concept)
        slavic |= dict.fromkeys(right.split(), concept)
    return english, slavic


def word_pairs(name: str) -> Iterator[tuple[str, str]]:
    """Yield the two sides of each line of a word list."""
    for line in files("newscrawl.dedupe").joinpath("words", name).read_text("utf-8").splitlines():
        left, _, right = line.partition(" = ")
        if right:
            yield left, right
