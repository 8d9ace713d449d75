"""Correction notices among a text's paragraphs: "Correction: …", "An earlier version …", "Уточнение: …"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from newscrawl.extract.dates_text import Reader, parse_date
from newscrawl.extract.wordlists import words_of
from newscrawl.items import Correction

MAX_CORRECTIONS = 5
MAX_LENGTH = 1500
_DATE_AFTER = re.compile(r"\s*((?:[^\W\d]{2,3}\s+)?(?:[^\W\d]{3,12}\s+)?\d[^:：;.]{0,24})")


def corrections_in(paragraphs: Sequence[str]) -> list[Correction]:
    """Return the notices that stand as paragraphs of their own, at most five, white space single."""
    shown = (" ".join(paragraph.split()) for paragraph in paragraphs)
    notices = (text for text in shown if len(text) <= MAX_LENGTH and _notice().match(text))
    return [Correction(text) for text in dict.fromkeys(notices)][:MAX_CORRECTIONS]


def date_in(notice: str, reader: Reader) -> str | None:
    """Return when a notice says that it was made, as ISO 8601; None where it names no date of its own.

    That stands in its label or right after its phrase: "Correction (May 5): …",
    "This article was amended on 5 May to …".  Other dates belong to what it tells.
    """
    found = _notice().match(notice)
    if found is None:
        return None
    after = _DATE_AFTER.match(notice, found.end())
    moment = parse_date(found["date"] or (after[1] if after else ""), reader)
    return moment.written() if moment else None


@cache
def _notice() -> re.Pattern[str]:
    """Return what begins a notice: a label with a mark or date after it, or a phrase."""
    labels = "|".join(map(re.escape, words_of("corrections", "labels")))
    phrases = "|".join(map(re.escape, words_of("corrections", "phrases")))
    date = r"(?P<date>[\s,(]+[^:：]{0,30}\d[^:：]{0,20})?"
    return re.compile(
        rf"[\W_]{{0,3}}(?:(?:{labels}){date}\s*[:：.)\]】—–|-]\s*\S|(?:{phrases}))", re.IGNORECASE
    )
