"""Fingerprints: values that never change, what they overlook, how well bands and sentences find copies."""

from __future__ import annotations

import numpy as np
import pytest
from newsprint import body, reworded, sentences, text

from newscrawl.dedupe.fingerprint import VERSION, bands, fingerprint, packed, shingles, signature, unpacked

LINES = (
    "The ferry left the quay at dawn with 40 cars. Nobody waved.\nА паром відчалив о п'ятій ранку, без машин."
)

# Worked out from the definition, not by the program.
GOLDEN_WORDS = [213004153, 209246969, 628144801]
GOLDEN_SENTENCES = [-66620995645894, -22842530557858]
GOLDEN_SHINGLES = [61568873, 67713044]
GOLDEN_SIGNATURE = [3371, 946, 530, 1604]
GOLDEN_BANDS = [110234936487211, 56586954527770]
GOLDEN_PACKED = "2b2d3b124264"


def test_a_fingerprint_never_changes() -> None:
    """Stored by the million: other values need another VERSION."""
    found = fingerprint(LINES)
    assert VERSION == 1
    assert found.words[:3].tolist() == GOLDEN_WORDS
    assert [mark for mark, _, _ in found.sentences] == GOLDEN_SENTENCES
    assert shingles(found.words)[:2].tolist() == GOLDEN_SHINGLES
    assert found.signature[:4].tolist() == GOLDEN_SIGNATURE
    assert found.bands[:2] == GOLDEN_BANDS
    assert packed(found.signature)[:6].hex() == GOLDEN_PACKED


def test_a_signature_is_read_as_it_was_stored() -> None:
    found = signature(shingles(fingerprint(text(3)).words))
    assert unpacked(packed(found)).tolist() == found.tolist()
    assert unpacked(b"").tolist() == []


def test_words_are_told_by_letters_and_digits_alone() -> None:
    odd = fingerprint("  «THE ferry», left — the\u00a0quay: at dawn (with 40 cars)! Nobody waved…")
    plain = fingerprint("the ferry left the quay at dawn with 40 cars. nobody waved.")
    assert odd.words.tolist() == plain.words.tolist()
    assert odd.sentences == plain.sentences


def test_places_of_sentences_are_words() -> None:
    found = fingerprint(LINES)
    assert [(start, end) for _, start, end in found.sentences] == [(0, 10), (12, 20)]
    assert len(found.without([found.sentences[0][0]])) == 10


def test_ideographs_are_words_of_their_own() -> None:
    assert len(fingerprint("港口今天早晨有雾。").words) == 8


@pytest.mark.parametrize("told", [None, "", "— … —", "\n\n"])
def test_a_body_without_a_word_has_an_empty_fingerprint(told: str | None) -> None:
    found = fingerprint(told)
    assert (len(found.words), found.sentences, found.marks) == (0, (), [])


def test_a_body_of_one_word_or_half_a_letter_is_no_fault() -> None:
    assert len(fingerprint("Soon").marks) == 32
    assert len(fingerprint("\ud800 soon").marks) == 32


def test_numbers_are_words_with_a_digit() -> None:
    assert len(fingerprint("On 1 May the rate was 39.41 for the 24th day").numbers) == 3


def test_bands_fit_in_47_bits_and_sentences_are_negative() -> None:
    found = fingerprint(text(3, 60))
    assert all(0 <= band < 1 << 47 for band in found.bands)
    assert all(-(1 << 47) <= mark < 0 for mark, _, _ in found.sentences)
    assert len(found.marks) == 20 + 32


def test_a_signature_tells_the_jaccard_of_two_sets() -> None:
    one, other = text(4, 40), reworded(text(4, 40), share=0.03)
    mine, theirs = (shingles(fingerprint(told).words) for told in (one, other))
    shared = len(np.intersect1d(mine, theirs))
    jaccard = shared / (len(mine) + len(theirs) - shared)
    told = np.mean(signature(mine) == signature(theirs))
    assert abs(told - jaccard) < 0.12


def found_by_marks(one: str, other: str) -> bool:
    marks = {mark for mark, _, _ in fingerprint(other).sentences} | set(fingerprint(other).bands)
    return not marks.isdisjoint(fingerprint(one).marks)


@pytest.mark.parametrize("share", [0.0, 0.1])
def test_bands_and_sentences_find_copies_with_a_tenth_of_the_words_replaced(share: float) -> None:
    found = [found_by_marks(text(n), reworded(text(n), n, share)) for n in range(60)]
    assert sum(found) >= 57


def test_sentences_find_a_first_half() -> None:
    assert all(found_by_marks(text(n), body(sentences(n)[:6])) for n in range(40))


def test_texts_of_their_own_share_no_mark() -> None:
    assert not any(found_by_marks(text(n), text(n + 1000)) for n in range(60))


def test_no_signature_has_no_bands() -> None:
    assert bands(signature(shingles(fingerprint("").words))) == []
