"""Two texts: a copy, an edited copy, a series, or nothing to each other."""

from __future__ import annotations

import pytest
from newsprint import body, reworded, sentences, text

from newscrawl.dedupe.fingerprint import fingerprint
from newscrawl.dedupe.likeness import Likeness, compare, is_serial, may_be_copy


def likeness(one: str, other: str) -> Likeness | None:
    return compare(fingerprint(one), fingerprint(other))


def test_the_same_text_with_a_line_more_is_a_copy() -> None:
    found = likeness(text(1, 30), text(1, 30) + "\n\nRead more news on our channel every day.")
    assert found is not None
    assert found.is_copy
    assert found.containment == 1.0


def test_one_word_in_ten_replaced_leaves_an_edited_copy() -> None:
    found = [likeness(text(n), reworded(text(n), n)) for n in range(30)]
    assert all(found)
    assert not any(one.is_copy for one in found if one)


def test_a_first_half_is_an_edited_copy() -> None:
    found = likeness(text(2), body(sentences(2)[:6]))
    assert found is not None
    assert (found.containment > 0.95, found.is_copy) == (True, False)


@pytest.mark.parametrize("size", [2, 4, 9, 16, 30])
def test_no_copy_is_passed_over_by_its_signature(size: int) -> None:
    for seed in range(25):
        whole, part = text(seed, 30), reworded(body(sentences(seed, 30)[:size]), seed)
        one, other = fingerprint(whole), fingerprint(part)
        if compare(one, other):
            assert may_be_copy(one, len(other.words), other.signature)
            assert may_be_copy(other, len(one.words), one.signature)


def test_a_signature_tells_texts_that_share_a_sentence_by_chance() -> None:
    line = sentences(98, 1)[0]
    told = [fingerprint(f"{line} {text(n, 15)}") for n in range(40)]
    assert not any(may_be_copy(told[0], len(one.words), one.signature) for one in told[1:])
    assert not may_be_copy(told[0], 0, fingerprint("").signature)


def test_texts_of_their_own_are_none() -> None:
    assert not any(likeness(text(n), text(n + 500)) for n in range(30))


def test_a_shared_quotation_makes_no_copy() -> None:
    quoted = sentences(3, 4)
    one, other = body([*sentences(4, 8), *quoted]), body([*quoted, *sentences(5, 8)])
    assert likeness(one, other) is None


def test_half_of_the_words_in_another_order_make_no_copy() -> None:
    told = sentences(6, 20)
    assert likeness(body(told), body([*told[10:], *sentences(7, 10)])) is None


def test_few_words_are_alike_by_chance() -> None:
    assert likeness("More on this story soon.", "More on this story soon.") is None


def test_boilerplate_does_not_count() -> None:
    notice = " ".join(sentences(8, 3))
    one, other = (fingerprint(f"{text(n, 3)}\n\n{notice}") for n in (9, 10))
    marks = [mark for mark, _, _ in fingerprint(notice).sentences]
    assert compare(one, other, but_one=marks, but_other=marks) is None
    whole = compare(one, fingerprint(text(9, 3)), but_one=marks)
    assert whole is not None
    assert whole.jaccard == 1.0


RATES = (
    "The National Bank set the rate of the crown at {} on {} May. The mark stands at {}, {} more than before."
)


@pytest.mark.parametrize("more", ["", " The bank said nothing else about the rates of the day."])
def test_the_same_but_for_its_numbers_is_a_series(more: str) -> None:
    one = fingerprint(RATES.format("39.41", 1, "4.26", "0.3"))
    other = fingerprint(RATES.format("40.02", 2, "4.31", "0.7") + more)
    assert is_serial(one, other)
    assert compare(one, other) is None


def test_the_same_numbers_are_no_series() -> None:
    one = fingerprint(RATES.format("39.41", 1, "4.26", "0.3"))
    assert not is_serial(one, one)
    assert compare(one, one) is not None


def test_the_same_words_in_other_paragraphs_may_come_from_a_third_text() -> None:
    told = sentences(11)
    same, otherwise = likeness(body(told), body(told)), likeness(body(told), "\n\n".join(told))
    assert same is not None
    assert otherwise is not None
    assert same.strength == 1
    assert otherwise.strength <= 0.8
