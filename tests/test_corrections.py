"""Correction notices among the paragraphs of a text."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from newscrawl.extract.corrections import corrections_in, date_in
from newscrawl.extract.dates_text import Reader


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


@pytest.mark.parametrize(
    ("notice", "date"),
    [
        ("Correction, 5 May 2026: The bridge is in Olma.", "2026-05-05"),
        ("CORRECTION (May 5): The bridge is in Olma.", "2026-05-05"),
        ("Berichtigung vom 5. Mai 2026: Die Brücke steht in Olma.", "2026-05-05"),
        ("This article was amended on 5 May 2026 to correct the name of the bridge.", "2026-05-05"),
        ("This story was corrected on May 5, 2026. The bridge is in Olma.", "2026-05-05"),
        ("Уточнение (5 мая 2026): мост находится в Ольме.", "2026-05-05"),
        ("Correction: The bridge opened on 5 May 2026.", None),
        ("An earlier version of this article said that the bridge opened on 5 May 2026.", None),
        ("Correction, 5 May 2031: no such day has come.", None),
        ("The bridge opened on 5 May 2026.", None),
    ],
)
def test_a_notice_has_the_date_that_it_names_for_itself(notice: str, date: str | None) -> None:
    language = {"B": "de", "У": "ru"}.get(notice[0], "en")
    assert date_in(notice, Reader(datetime(2026, 5, 9, tzinfo=UTC), language)) == date


def test_notices_come_once_and_are_few() -> None:
    notice = "Correction: The bridge is in Olma."
    assert len(corrections_in([notice, notice])) == 1
    assert len(corrections_in([f"Correction: page {n}." for n in range(9)])) == 5
