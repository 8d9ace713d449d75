"""Correction notices among the paragraphs of a text."""

from __future__ import annotations

import pytest

from newscrawl.extract.corrections import corrections_in


@pytest.mark.parametrize(
    "notice",
    [
        "Correction: The bridge is in Olma, not in Liss.",
        "Correction, 5 May 2026: The bridge is in Olma.",
        "CORRECTION (May 5): The bridge is in Olma.",
        "An earlier version of this article misstated the price of a ticket.",
        "Berichtigung: Die Brücke steht in Olma.",
        "In einer früheren Version dieses Textes stand die Brücke in Liss.",
        "Rectificatif : le pont est à Olma.",
        "Fe de errores: el puente está en Olma.",
        "Уточнение: мост находится в Ольме.",
        "В предыдущей версии текста мост находился в Лиссе.",
        "Виправлено: міст стоїть в Ольмі.",
        "У попередній версії тексту міст стояв у Ліссі.",
        "【訂正】橋はオルマにあります。",
        "更正：桥在奥尔马。",
    ],
)
def test_a_notice_is_recognised(notice: str) -> None:
    (found,) = corrections_in(["The bridge opened on Friday.", notice])
    assert found.text == notice


@pytest.mark.parametrize(
    "paragraph",
    [
        "Correction officers went on strike in Olma.",
        "The correction: prices fell by a tenth.",
        "An earlier version of the bill passed in March.",
        "This article originally appeared elsewhere.",
        "Уточнение бюджета займет два месяца.",
        "Виправлено було тільки дві помилки.",
    ],
)
def test_what_only_begins_so_is_none(paragraph: str) -> None:
    assert corrections_in([paragraph]) == []


def test_notices_come_once_and_are_few() -> None:
    notice = "Correction: The bridge is in Olma."
    assert len(corrections_in([notice, notice])) == 1
    assert len(corrections_in([f"Correction: page {n}." for n in range(9)])) == 5
