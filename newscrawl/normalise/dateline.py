"""The dateline that opens an article: "KYIV, May 23 (Reuters) —", "МОСКВА, 5 мая. /ТАСС/."."""

from __future__ import annotations

import re

MAX_DATELINE = 80
_PLACE = r"[^\W\d_][\w.'’\- ]{1,40}"
_FORMS = (
    # PLACE, date (AGENCY) — text; PLACE (AGENCY) - text
    re.compile(
        rf"({_PLACE}(?:[,/] ?[\w.'’\- ]{{2,30}}){{0,2}})\s*[(/]([^()/]{{2,40}})[)/]\s*[.:]?\s*[—–-]{{0,2}}\s*"
    ),
    # МОСКВА, 5 мая. /ТАСС/.   MOSCOW, May 5. /TASS/.
    re.compile(
        rf"({_PLACE}, (?:\d{{1,2}} [^\W\d_]{{3,12}}|[^\W\d_]{{3,12}} \d{{1,2}}))"
        r"\.? [/—–-] ?([^/]{2,30}?)[/.]?\.? "
    ),
    # PLACE — text, in capitals
    re.compile(r"([^\W\d_a-zа-яёіїєґ]{3,}(?:[ ,.'-]+[^\W\d_a-zа-яёіїєґ]{2,}){0,3})\s*[—–]\s+"),
    # 【エルサレム…】 （新华社北京5月23日电）
    re.compile(r"[【（(]([^】）)]{2,30})[】）)]"),
)


def dateline_of(paragraph: str) -> str | None:
    """Return the dateline at the start of an article's first paragraph, or None."""
    start = paragraph[: MAX_DATELINE + 20]
    for place, form in enumerate(_FORMS):
        match = form.match(start)
        if not match or match.end() > MAX_DATELINE:
            continue
        if place == 0 and not _is_agency(match[2]):
            continue
        if place == 3 and not re.search(r"電|电|[\u3040-\u30ff]|共同|時事|新华社", match[1]):
            continue
        return match[0].strip(" —–-.:") or None
    return None


def _is_agency(name: str) -> bool:
    """Tell whether what stands in brackets is short and named as agencies are."""
    words = name.split()
    return len(words) <= 3 and (
        name.isupper() or name[:1].isupper() or name in ("dpa", "epd", "sda", "lby", "dts")
    )
