"""Correction notices among a text's paragraphs: "Correction: …", "An earlier version …", "Уточнение: …"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from newscrawl.extract.wordlists import words_of
from newscrawl.items import Correction

MAX_CORRECTIONS = 5
MAX_LENGTH = 1500


def corrections_in(paragraphs: Sequence[str]) -> list[Correction]:
    """Return the notices that stand as paragraphs of their own, at most five, white space single."""
    shown = (" ".join(paragraph.split()) for paragraph in paragraphs)
    notices = (text for text in shown if len(text) <= MAX_LENGTH and _notice().match(text))
    return [Correction(text) for text in dict.fromkeys(notices)][:MAX_CORRECTIONS]


@cache
def _notice() -> re.Pattern[str]:
    """Return what begins a notice: a label with a mark or date after it, or a phrase."""
    labels = "|".join(map(re.escape, words_of("corrections", "labels")))
    phrases = "|".join(map(re.escape, words_of("corrections", "phrases")))
    date = r"(?:[\s,(]+[^:：]{0,30}\d[^:：]{0,20})?"
    return re.compile(
        rf"[\W_]{{0,3}}(?:(?:{labels}){date}\s*[:：.)\]】—–|-]\s*\S|(?:{phrases}))", re.IGNORECASE
    )
