"""Fingerprints of a body, by our own definition: stored, so a change needs a new VERSION.

Word       the letters and digits of what stands between white space, NFKC, casefold; an
           ideograph or kana is a word of its own.  Hash: BLAKE2b (digest of 4), little-endian.
Shingle    three words in a row: (A w1 + B w2 + C w3) mod 2^64, the upper 32 bits.  A body of
           one or two words is its own single shingle, filled up with zeros.
Signature  128 values of 12 bits.  Value i: the least (a x + b) mod 2^32 over all shingles x,
           folded by v xor v >> 12; a, b are the two halves of BLAKE2b("newscrawl i", digest of 8),
           a made odd.
Band       four values in a row, the first lowest, as a number of 48 bits without its highest.
Sentence   up to a word that a stop closes, or a line's end; from six words on.  The sum mod 2^64
           over its words, i from 1, of v xor v >> 32, v = ((w + 1) A + i B) xor itself >> 29,
           times C; of that the upper 47 bits, less 2^47: negative, so that bands and sentences,
           the marks of a body, stand in one table.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Collection
from dataclasses import dataclass
from functools import cached_property
from typing import Final, TypeVar

import numpy as np
from numpy.typing import NDArray

VERSION: Final = 1
MAX_SENTENCES: Final = 20  # of a body that stand in the index: those with the least hashes

Words = NDArray[np.uint32]
Values = NDArray[np.uint16]

# Shorter bodies ("Photo: …", "More soon.") are alike by chance.
_LEAST_CHARACTERS = 150
_LEAST_WORDS = 6  # of a sentence that tells anything
_VALUES, _BAND = 128, 4
_KEPT_WORDS = 200_000  # spellings whose hash is remembered
_UNSPACED = re.compile(r"([\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff])")
_STOPPED = re.compile(r"[.!?…。！？][»”\"')\]]*\Z")
_A, _B, _C = (np.uint64(n) for n in (0x9E3779B97F4A7C15, 0xC2B2AE3D27D4EB4F, 0x165667B19E3779F9))
_STOP, _NUMBER = 1 << 32, 1 << 33  # beside a word's hash: it closes a sentence, it holds a digit


def body_hash(body: str | None) -> str | None:
    """Return 32 hex digits that bodies equal but for case, punctuation and white space share.

    None for a body too short to tell anything: below 150 letters and digits.
    Definition: NFKC, casefold, all but letters and digits out, UTF-8, BLAKE2b of 16 bytes.
    """
    folded = "".join(map(_room(_FOLDED).__getitem__, (body or "").split()))
    if len(folded) < _LEAST_CHARACTERS:
        return None
    return hashlib.blake2b(folded.encode("utf-8", "surrogatepass"), digest_size=16).hexdigest()


@dataclass(frozen=True)
class Print:
    """A body's fingerprint.

    `words` are its words' hashes in their order, `sentences` (mark, first word,
    word after the last) of each that tells anything, `numbers` the hashes of
    words with a digit in them.
    """

    words: Words
    sentences: tuple[tuple[int, int, int], ...]
    numbers: frozenset[int]

    @cached_property
    def signature(self) -> Values:
        return signature(shingles(self.words))

    @cached_property
    def bands(self) -> list[int]:
        return bands(self.signature)

    @cached_property
    def marks(self) -> list[int]:
        """Return what the index keeps: the bands and at most MAX_SENTENCES sentences."""
        return sorted({mark for mark, _, _ in self.sentences})[:MAX_SENTENCES] + self.bands

    def without(self, left_out: Collection[int]) -> Words:
        """Return the words but for those of some sentences."""
        if not left_out:
            return self.words
        keep = np.ones(len(self.words), bool)
        for mark, start, end in self.sentences:
            if mark in left_out:
                keep[start:end] = False
        return self.words[keep]


def fingerprint(body: str | None) -> Print:
    """Return a body's fingerprint; a body without a word has an empty one."""
    body = body or ""
    spellings, line_ends = [], []
    for line in body.split("\n"):
        found = line.split()
        if len(line) > 15 * len(found):  # one word has no 15 letters on the average
            found = _UNSPACED.sub(r" \1 ", line).split()
        spellings += found
        line_ends.append(len(spellings))
    told = np.fromiter(map(_room(_HASHES).__getitem__, spellings), np.int64, len(spellings))
    for end in line_ends:
        if end:
            told[end - 1] |= _STOP
    stops = told & _STOP != 0
    is_word = told & 0xFFFFFFFF != 0
    words = (told & 0xFFFFFFFF).astype(np.uint32)[is_word]
    ends = np.unique(np.cumsum(is_word)[stops])
    numbers = frozenset(words[(told[is_word] & _NUMBER) != 0].tolist())
    return Print(words, _sentences(words, ends[ends > 0]), numbers)


def packed(values: Values) -> bytes:
    """Return a signature as it is stored: two values of 12 bits in three bytes, the first lowest."""
    pairs = values.reshape(-1, 2).astype(np.uint32)
    joined = (pairs[:, 0] | pairs[:, 1] << np.uint32(12)).astype("<u4")
    return joined.view(np.uint8).reshape(-1, 4)[:, :3].tobytes()


def _sentences(words: Words, ends: NDArray[np.int64]) -> tuple[tuple[int, int, int], ...]:
    """Return (mark, first word, word after the last) of each sentence long enough, by where they end."""
    if not len(words):
        return ()
    starts = np.concatenate(([0], ends[:-1]))
    lengths = ends - starts
    place = np.arange(1, len(words) + 1) - np.repeat(starts, lengths)
    mixed = (words.astype(np.uint64) + np.uint64(1)) * _A + place.astype(np.uint64) * _B
    mixed = (mixed ^ mixed >> np.uint64(29)) * _C
    sums = np.add.reduceat(mixed ^ mixed >> np.uint64(32), starts)
    marks = (sums >> np.uint64(17)).astype(np.int64) - (1 << 47)
    told = zip(marks.tolist(), starts.tolist(), ends.tolist(), strict=True)
    return tuple(sentence for sentence in told if sentence[2] - sentence[1] >= _LEAST_WORDS)


def shingles(words: Words) -> Words:
    """Return the shingles of a text, sorted, each once."""
    if not len(words):
        return words
    long = np.zeros(max(3, len(words)), np.uint64)
    long[: len(words)] = words
    mixed = long[:-2] * _A + long[1:-1] * _B + long[2:] * _C
    return np.unique((mixed >> np.uint64(32)).astype(np.uint32))


def signature(found: Words) -> Values:
    """Return the 128 values of a set of shingles; none for an empty one."""
    if not len(found):
        return np.empty(0, np.uint16)
    least = np.empty(_VALUES, np.uint32)
    for start in range(0, _VALUES, 32):  # 32 at a time stay in the processor's cache: twice as quick
        rows = slice(start, start + 32)
        least[rows] = (found * _FACTORS[rows] + _SUMMANDS[rows]).min(axis=1)
    return ((least ^ (least >> np.uint32(12))) & np.uint32(0xFFF)).astype(np.uint16)


def bands(values: Values) -> list[int]:
    """Return the 32 bands of a signature; none of an empty one."""
    rows = values.reshape(-1, _BAND).astype(np.int64)
    numbers = rows[:, 0] | rows[:, 1] << 12 | rows[:, 2] << 24 | (rows[:, 3] & 0x7FF) << 36
    found: list[int] = numbers.tolist()
    return found


class _Folded(dict[str, str]):
    """Spellings folded to letters and digits, once each."""

    def __missing__(self, spelling: str) -> str:
        plain = unicodedata.normalize("NFKC", spelling).casefold()
        self[spelling] = found = "".join(letter for letter in plain if letter.isalnum())
        return found


class _Hashes(dict[str, int]):
    """Hashes of spellings, 0 where there is no letter or digit, with _STOP and _NUMBER."""

    def __missing__(self, spelling: str) -> int:
        word = _FOLDED[spelling]
        digest = hashlib.blake2b(word.encode("utf-8", "surrogatepass"), digest_size=4).digest()
        found = max(1, int.from_bytes(digest, "little")) if word else 0
        found |= _NUMBER if any(letter.isdigit() for letter in word) else 0
        found |= _STOP if _STOPPED.search(spelling) else 0
        self[spelling] = found
        return found


_FOLDED, _HASHES = _Folded(), _Hashes()
Known = TypeVar("Known", _Folded, _Hashes)


def _room(known: Known) -> Known:
    """Return what is remembered, emptied when it has grown too large."""
    if len(known) > _KEPT_WORDS:
        known.clear()
    return known


def _halves() -> tuple[Words, Words]:
    digests = b"".join(
        hashlib.blake2b(f"newscrawl {number}".encode(), digest_size=8).digest() for number in range(_VALUES)
    )
    pairs = np.frombuffer(digests, "<u4").reshape(-1, 2)
    return (pairs[:, :1] | np.uint32(1)).copy(), pairs[:, 1:].copy()


_FACTORS, _SUMMANDS = _halves()
