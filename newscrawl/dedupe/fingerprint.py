"""Fingerprints of a body, by our own definition: stored, so a change needs a new VERSION.

Sum        of numbers v at places i from 0: the sum mod 2^64 of u xor u >> 32, where u = t xor t >> 29
           times C, t = (v + 1) A + i B; A, B, C below.
Word       the letters and digits of what stands between white space, NFKC, casefold; an
           ideograph or kana is a word of its own.  Hash: the upper 32 bits of its code points' sum.
Shingle    three words in a row: (A w1 + B w2 + C w3) mod 2^64, the upper 32 bits.  A body of
           one or two words is its own single shingle, filled up with zeros.
Signature  128 values of 12 bits.  Value i: the least (a x + b) mod 2^32 over all shingles x,
           folded by v xor v >> 12; a, b are the two halves of BLAKE2b("newscrawl i", digest of 8),
           a made odd.
Band       four values in a row, the first lowest, as a number of 48 bits without its highest.
Sentence   up to a word that a stop or line's end follows; from six words on.  The upper 47 bits of
           its words' sum, less 2^47: negative, so that bands and sentences, the marks of a body,
           stand in one table.
"""

from __future__ import annotations

import hashlib
import unicodedata
from collections.abc import Collection
from dataclasses import dataclass
from functools import cache, cached_property, lru_cache
from typing import Final

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
_A, _B, _C = (np.uint64(n) for n in (0x9E3779B97F4A7C15, 0xC2B2AE3D27D4EB4F, 0x165667B19E3779F9))
_LETTER, _SPACE, _DIGIT, _STOP, _ALONE, _LINE = 1, 2, 4, 8, 16, 32  # what a character is
_ALONE_RANGES = ((0x3040, 0x3100), (0x3400, 0x4DC0), (0x4E00, 0xA000), (0xF900, 0xFB00), (0x20000, 0x30000))


def body_hash(body: str | None) -> str | None:
    """Return 32 hex digits that bodies equal but for case, punctuation and white space share.

    None for a body too short to tell anything: below 150 letters and digits.
    Definition: NFKC, casefold, all but letters and digits out, UTF-8, BLAKE2b of 16 bytes.
    """
    codes, kinds = _read(body or "")
    folded = codes[kinds & _LETTER != 0]
    if len(folded) < _LEAST_CHARACTERS:
        return None
    text = folded.tobytes().decode("utf-32-le", "surrogatepass").encode("utf-8", "surrogatepass")
    return hashlib.blake2b(text, digest_size=16).hexdigest()


@dataclass(frozen=True)
class Print:
    """A body's fingerprint.

    `words` are its words' hashes in their order, `sentences` (mark, first word,
    word after the last) of each that tells anything, `numbers` the hashes of
    words with a digit in them, `paragraphs` the sums of its lines.
    """

    words: Words
    sentences: tuple[tuple[int, int, int], ...]
    numbers: frozenset[int]
    paragraphs: frozenset[int] = frozenset()

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
    codes, kinds = _read(body or "")
    letters = np.flatnonzero(kinds & _LETTER)
    if not len(letters):
        return Print(np.empty(0, np.uint32), (), frozenset())
    alone = kinds[letters] & _ALONE != 0
    spaces = np.cumsum(kinds & _SPACE != 0)[letters]
    apart = spaces[1:] != spaces[:-1]
    starts = np.flatnonzero(np.concatenate(([True], apart | alone[1:] | alone[:-1])))
    words = (_sums(codes[letters], starts) >> np.uint64(32)).astype(np.uint32)
    stops = np.cumsum(kinds & _STOP != 0)[letters]
    ends = np.flatnonzero(stops[starts[1:]] > stops[starts[1:] - 1]) + 1
    lines = np.cumsum(kinds & _LINE != 0)[letters]
    breaks = np.flatnonzero(lines[starts[1:]] > lines[starts[1:] - 1]) + 1
    paragraphs = _sums(words, np.concatenate((np.zeros(1, np.int64), breaks)))
    has_digit = np.bitwise_or.reduceat(kinds[letters], starts) & _DIGIT != 0
    numbers = frozenset(words[has_digit].tolist())
    return Print(words, _sentences(words, ends), numbers, frozenset(paragraphs.tolist()))


@lru_cache(2)  # its exact hash is asked for, then its fingerprint
def _read(body: str) -> tuple[Words, NDArray[np.uint8]]:
    """Return the code points of a body, NFKC, casefold, and what each is, in bits."""
    folded = unicodedata.normalize("NFKC", body).casefold()
    codes = np.frombuffer(folded.encode("utf-32-le", "surrogatepass"), "<u4")
    kinds: NDArray[np.uint8] = _table()[codes & np.uint32(0xFFFF)]
    for place in np.flatnonzero(codes > 0xFFFF):
        kinds[place] = _kind(int(codes[place]))
    return codes, kinds


@cache
def _table() -> NDArray[np.uint8]:
    return np.fromiter(map(_kind, range(1 << 16)), np.uint8, 1 << 16)


def _kind(code: int) -> int:
    character = chr(code)
    stop = character in ".!?…。！？\n"
    alone = any(first <= code < end for first, end in _ALONE_RANGES)
    found = _LETTER * character.isalnum() | _SPACE * character.isspace() | _DIGIT * character.isdigit()
    return found | _STOP * stop | _ALONE * alone | _LINE * (character == "\n")


def _sums(values: Words, starts: NDArray[np.int64]) -> NDArray[np.uint64]:
    """Return the sum of each run of values, the runs beginning at `starts`."""
    lengths = np.append(starts[1:], len(values)) - starts
    places = np.arange(len(values)) - np.repeat(starts, lengths)
    mixed = (values.astype(np.uint64) + np.uint64(1)) * _A + places.astype(np.uint64) * _B
    mixed = (mixed ^ mixed >> np.uint64(29)) * _C
    sums: NDArray[np.uint64] = np.add.reduceat(mixed ^ mixed >> np.uint64(32), starts)
    return sums


def _sentences(words: Words, ends: NDArray[np.int64]) -> tuple[tuple[int, int, int], ...]:
    """Return (mark, first word, word after the last) of each sentence long enough; the last needs no end."""
    starts = np.concatenate((np.zeros(1, np.int64), ends))
    closed = np.append(ends, len(words))
    marks = (_sums(words, starts) >> np.uint64(17)).astype(np.int64) - (1 << 47)
    long = closed - starts >= _LEAST_WORDS
    return tuple(zip(marks[long].tolist(), starts[long].tolist(), closed[long].tolist(), strict=True))


def shingles(words: Words) -> Words:
    """Return the shingles of a text, sorted, each once."""
    if not len(words):
        return words
    long = np.zeros(max(3, len(words)), np.uint64)
    long[: len(words)] = words
    mixed = long[:-2] * _A + long[1:-1] * _B + long[2:] * _C
    found = np.sort((mixed >> np.uint64(32)).astype(np.uint32))
    return found[np.concatenate(([True], found[1:] != found[:-1]))]


def signature(found: Words) -> Values:
    """Return the 128 values of a set of shingles; none for an empty one."""
    if not len(found):
        return np.empty(0, np.uint16)
    least = np.empty(_VALUES, np.uint32)
    for start in range(0, _VALUES, 32):  # 32 at a time stay in the processor's cache: twice as quick
        rows = slice(start, start + 32)
        least[rows] = (found * _FACTORS[rows] + _SUMMANDS[rows]).min(axis=1)
    return ((least ^ (least >> np.uint32(12))) & np.uint32(0xFFF)).astype(np.uint16)


def packed(values: Values) -> bytes:
    """Return a signature as it is stored: two values of 12 bits in three bytes, the first lowest."""
    pairs = values.reshape(-1, 2).astype(np.uint32)
    joined = (pairs[:, 0] | pairs[:, 1] << np.uint32(12)).astype("<u4")
    return joined.view(np.uint8).reshape(-1, 4)[:, :3].tobytes()


def unpacked(stored: bytes) -> Values:
    """Return a signature from as it is stored."""
    parts = np.frombuffer(stored, np.uint8).reshape(-1, 3).astype(np.uint32)
    joined = parts[:, 0] | parts[:, 1] << np.uint32(8) | parts[:, 2] << np.uint32(16)
    return (
        np.stack((joined & np.uint32(0xFFF), joined >> np.uint32(12)), axis=1).reshape(-1).astype(np.uint16)
    )


def bands(values: Values) -> list[int]:
    """Return the 32 bands of a signature; none of an empty one."""
    rows = values.reshape(-1, _BAND).astype(np.int64)
    numbers = rows[:, 0] | rows[:, 1] << 12 | rows[:, 2] << 24 | (rows[:, 3] & 0x7FF) << 36
    found: list[int] = numbers.tolist()
    return found


def _halves() -> tuple[Words, Words]:
    digests = b"".join(
        hashlib.blake2b(f"newscrawl {number}".encode(), digest_size=8).digest() for number in range(_VALUES)
    )
    pairs = np.frombuffer(digests, "<u4").reshape(-1, 2)
    return (pairs[:, :1] | np.uint32(1)).copy(), pairs[:, 1:].copy()


_FACTORS, _SUMMANDS = _halves()
