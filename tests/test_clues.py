"""Clues that a text shares with its translation, and how they are looked up."""

from __future__ import annotations

import random
from collections import Counter

import numpy as np
import pytest

from newscrawl.dedupe.bridge import russian_of
from newscrawl.dedupe.clue_table import ClueTable
from newscrawl.dedupe.clues import MAX_CLUES, clues, skeleton

DAY = 86_400
ENGLISH = "Minister Hollen opened a bridge in Olma on 23 May; it cost 38 million crowns."
RUSSIAN = "Министр Холлен открыл в Ольме мост; он стоил 38 миллионов крон. Это было 23 мая."
UKRAINIAN = "Міністр Холлен відкрив в Ольмі міст; він коштував 38 мільйонів крон. Це було 23 травня."
OTHER = "В лесу под Лиссом нашли 12 старых лодок, сообщил сторож Бруно Кёрнер."


@pytest.mark.parametrize(
    ("one", "other"),
    [("Путина", "Putin"), ("Шольц", "Scholz"), ("Чернишенко", "Chernyshenko"), ("Hoover", "Гувер")],
)
def test_spellings_of_a_name_share_its_consonants(one: str, other: str) -> None:
    assert skeleton(one)[:4] == skeleton(other)[:4]


@pytest.mark.parametrize(("told", "language"), [(RUSSIAN, "ru"), (UKRAINIAN, "uk")])
def test_a_translation_shares_most_clues(told: str, language: str) -> None:
    mine, theirs = clues(ENGLISH, "en-GB"), clues(told, language)
    assert len(mine & theirs) >= 5
    assert len(mine & clues(OTHER, "ru")) < 2


def test_clues_are_few() -> None:
    assert len(clues(" ".join(f"{n} Name{n}" for n in range(10, 200)), "en")) == MAX_CLUES


def test_the_likeliest_translation_comes_first() -> None:
    table = ClueTable()
    table.add(1, 10 * DAY, "ru", clues(OTHER, "ru"))
    table.add(2, 12 * DAY, "ru", clues(RUSSIAN, "ru"))
    table.add(3, 12 * DAY, "en", clues(ENGLISH, "en"))
    assert table.likeliest(13 * DAY, "en", clues(ENGLISH, "en"))[:1] == [2]


def test_nothing_is_found_outside_the_window() -> None:
    table = ClueTable()
    table.add(2, 12 * DAY, "ru", clues(RUSSIAN, "ru"))
    assert table.likeliest(40 * DAY, "en", clues(ENGLISH, "en")) == []
    assert table.likeliest(12 * DAY, "en", []) == []


Entry = tuple[int, str, frozenset[int]]  # of a text: when, language, clues


def by_definition(texts: list[Entry], at: int, language: str, asked: frozenset[int]) -> list[int]:
    """Return the places of the texts that share most with one, every one looked at."""
    around = [(n, *text) for n, text in enumerate(texts) if abs(text[0] // DAY - at // DAY) <= 14]
    texts_with = Counter(clue for *_, its in around for clue in its)
    told = []
    for number, when, other, its in around:
        weight = sum(np.log((len(around) + 1) / texts_with[clue]) for clue in sorted(asked & its))
        score = weight / np.sqrt(max(len(its), 10))
        if other != language and score >= 0.8:
            told.append((-score, when // DAY, number))
    return [number for *_, number in sorted(told)[:12]]


def test_the_likeliest_are_those_that_looking_at_every_text_finds() -> None:
    draw, table, texts, found = random.Random(4), ClueTable(), list[Entry](), 0
    for number in range(300):
        told = frozenset(draw.choices(range(60), k=12)) | frozenset(draw.choices(range(500), k=3))
        at, language = draw.randrange(60 * DAY), draw.choice(("en", "en", "ru", "uk"))
        likeliest = table.likeliest(at, language, told)
        assert likeliest == by_definition(texts, at, language, told)
        found += len(likeliest)
        table.add(number, at, language, told)
        texts.append((at, language, told))
    assert found > 1_000


def test_ukrainian_is_put_so_that_a_model_of_russian_reads_it() -> None:
    assert russian_of("Вчора відкрили міст") == "Вчера видкрили мист"
    assert russian_of("Що сказав міністр?") == "Что сказал министр?"


def test_where_all_speak_one_language_few_texts_wait_to_be_sorted() -> None:
    table = ClueTable()
    for number in range(2500):
        table.add(number, DAY, "en", [number % 500, 600])
    table.add(2500, DAY, "de", [7])
    (english, german) = table._languages.values()
    assert (len(english._waiting), len(german._waiting)) == (500, 1)
    found = table.likeliest(DAY, "ru", [7, 600, *range(700, 708)])
    assert set(found) <= set(range(2501))
    assert found
