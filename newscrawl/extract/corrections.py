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
MARKS, FIRST = 3, 3  # marks before a notice, at most; letters that tell most paragraphs from one
_OPENING = re.compile(r"[\W_]+")
_DATE_AFTER = re.compile(r"\s*((?:[^\W\d]{2,3}\s+)?(?:[^\W\d]{3,12}\s+)?\d[^:：;.]{0,24})")


def corrections_in(paragraphs: Sequence[str]) -> list[Correction]:
    """Return the notices that stand as paragraphs of their own, at most five, white space single."""
    likely = filter(_may_be_notice, paragraphs)
    shown = (" ".join(paragraph.split()) for paragraph in likely)
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


def _may_be_notice(paragraph: str) -> bool:
    """Whether a paragraph's first letters are those of a notice's: the pattern takes 4 us to say no."""
    head = paragraph[: MARKS + FIRST]
    if not head[:1].isalnum():
        head = _OPENING.sub("", head)
    head = head[:FIRST].lower()
    return head in _starts() or head[: FIRST - 1] in _starts()


@cache
def _starts() -> frozenset[str]:
    """Return the first three letters of each label and phrase; some have but two."""
    words = (*words_of("corrections", "labels"), *words_of("corrections", "phrases"))
    return frozenset(word[:FIRST].lower() for word in words)


@cache
def _notice() -> re.Pattern[str]:
    """Return what begins a notice: a label with a mark or date after it, or a phrase."""
    labels = "|".join(map(re.escape, words_of("corrections", "labels")))
    phrases = "|".join(map(re.escape, words_of("corrections", "phrases")))
    date = r"(?P<date>[\s,(]+[^:：]{0,30}\d[^:：]{0,20})?"
    return re.compile(
        rf"[\W_]{{0,{MARKS}}}(?:(?:{labels}){date}\s*[:：.)\]】—–|-]\s*\S|(?:{phrases}))", re.IGNORECASE
    )
