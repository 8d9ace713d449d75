"""Dates as feeds and sitemaps write them: RFC 822 and ISO 8601, and what is made of them.

Pure and quick (1 to 8 µs a date): these are machines' dates in English or in
digits.  Dates in a page's own language are the business of extraction.
"""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta, timezone
from typing import NamedTuple

_MONTHS = {
    name: number
    for number, name in enumerate(
        ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"), start=1
    )
}
# Hours from UTC of the zones that feeds name; each name here means one offset in practice.
_ZONES = {"UT": 0, "UTC": 0, "GMT": 0, "Z": 0, "WET": 0, "EST": -5, "EDT": -4, "CST": -6, "CDT": -5}
_ZONES |= {"MST": -7, "MDT": -6, "PST": -8, "PDT": -7, "CET": 1, "CEST": 2, "EET": 2, "EEST": 3}
_ZONES |= {"WEST": 1, "MSK": 3, "JST": 9, "KST": 9, "SGT": 8, "NZST": 12, "AEST": 10, "AEDT": 11}

_CLOCK = r"(?P<hour>\d{1,2}):(?P<minute>\d{2})(?::(?P<second>\d{2})(?:[.,]\d{1,9})?)?"
_TIME = _CLOCK + r"(?:\s?(?P<half>[AaPp])[Mm]\b)?"
_ZONE = r"\s*(?P<zone>[+-]\d{2}:?\d{2}|[+-]\d{2}|[A-Za-z]{1,5})?"
_ISO = re.compile(
    rf"(?P<year>\d{{4}})[-/.](?P<month>\d{{1,2}})[-/.](?P<day>\d{{1,2}})(?:(?:[Tt]|\s)\s*{_TIME}{_ZONE})?"
)
_COMPACT = re.compile(
    r"(?P<year>\d{4})(?P<month>\d{2})(?P<day>\d{2})"
    rf"(?:T?(?P<hour>\d{{2}}):?(?P<minute>\d{{2}}):?(?P<second>\d{{2}})?{_ZONE})?"
)
_RFC822 = re.compile(
    r"(?:[^\W\d]{1,12}\.?,?\s*)?(?P<day>\d{1,2})(?:\s+|-)(?P<name>[A-Za-z]{3,9})\.?,?(?:\s+|-)(?P<year>\d{4}|\d{2})"
    rf"(?:,?\s+{_TIME}{_ZONE})?"
)
_MONTH_FIRST = re.compile(  # "Thu May 23 11:30:00 +0000 2024" and "May 23, 2024 11:30"
    r"(?:[A-Za-z]{3,9},?\s+)?(?P<name>[A-Za-z]{3,9})\.?\s+(?P<day>\d{1,2}),?"
    rf"(?:\s+(?P<year>\d{{4}}))?(?:,?\s+{_TIME}{_ZONE})?(?:\s+(?P<late_year>\d{{4}}))?"
)
_DOTTED = re.compile(rf"(?P<day>\d{{1,2}})\.(?P<month>\d{{1,2}})\.(?P<year>\d{{4}})(?:,?\s+{_TIME}{_ZONE})?")
_FORMS = (_ISO, _COMPACT, _RFC822, _MONTH_FIRST, _DOTTED)
_IN_ADDRESS = re.compile(
    r"/(?P<year>199\d|20\d\d)[/-](?:(?P<month>0?[1-9]|1[0-2])|(?P<name>[a-zA-Z]{3,9}))"
    r"[/-](?P<day>[12]\d|3[01]|0?[1-9])(?=[/_.?-]|$)"
)


class Stamp(NamedTuple):
    """A moment (aware) and whether only its day was given (then midnight UTC)."""

    moment: datetime
    day_only: bool


def parse_date(text: str | None) -> Stamp | None:
    """Return the moment that `text` names, or None where it names none between 1990 and 2100.

    A missing zone is read as UTC.  The weekday's name is not read: it is often
    wrong.  A bare month or year is no date here: as a hint it would exclude wrongly.
    """
    if not text:
        return None
    text = " ".join(text[:100].split())
    if text[10:11] == "T" and (stamp := _plain_iso(text)):
        return stamp
    for form in _FORMS:
        found = form.match(text)
        if found and _ends_well(text, found):
            return _stamp(found.groupdict())
    return None


def date_in_address(url: str) -> Stamp | None:
    """Return the day that stands in an address's path (/2024/05/23/ or /2024-05-23-), if one does."""
    found = _IN_ADDRESS.search(url)
    return _stamp(found.groupdict()) if found else None


def _plain_iso(text: str) -> Stamp | None:
    """Read the commonest form the quick way, eight times as fast as the patterns."""
    try:
        moment = datetime.fromisoformat(text).replace(microsecond=0)
        moment = moment.astimezone(UTC) if moment.tzinfo else moment.replace(tzinfo=UTC)
    except (ValueError, OverflowError):
        return None
    return Stamp(moment, day_only=False) if 1990 <= moment.year < 2100 else None


def _ends_well(text: str, found: re.Match[str]) -> bool:
    """Whether what follows the date cannot be more of it (a note such as "(UTC)" may stand there)."""
    rest = text[found.end() : found.end() + 1]
    return not (rest.isalnum() or rest in {":", "/", "-"}) if rest else True


def _stamp(part: dict[str, str | None]) -> Stamp | None:
    try:
        moment = datetime(_year(part), _month(part), int(part.get("day") or 1), tzinfo=UTC)
        if not 1990 <= moment.year < 2100:
            return None
        if part.get("hour") is None:
            return Stamp(moment, day_only=True)
        return Stamp(_at_time(moment, part), day_only=False)
    except (ValueError, OverflowError, KeyError):
        return None


def _year(part: dict[str, str | None]) -> int:
    digits = part.get("year") or part.get("late_year") or "0000"
    year = int(digits)
    return year if len(digits) == 4 else year + (2000 if year < 70 else 1900)


def _month(part: dict[str, str | None]) -> int:
    name = part.get("name")
    return _MONTHS[name[:3].lower()] if name else int(part.get("month") or 1)


def _at_time(day: datetime, part: dict[str, str | None]) -> datetime:
    hour, minute, second = (int(part.get(name) or 0) for name in ("hour", "minute", "second"))
    if half := part.get("half"):
        hour = hour % 12 + (12 if half in "Pp" else 0)
    if hour > 24 or minute > 59 or second > 60:
        raise ValueError("no time of day")
    local = day + timedelta(hours=hour, minutes=minute, seconds=min(second, 59))  # 24:00 is the next day
    return local.replace(tzinfo=_zone(part.get("zone"))).astimezone(UTC)


def _zone(name: str | None) -> timezone:
    if not name:
        return UTC
    if name[0] in "+-":
        digits = name[1:].replace(":", "").ljust(4, "0")
        offset = timedelta(hours=int(digits[:2]), minutes=int(digits[2:]))
        return timezone(-offset if name[0] == "-" else offset)
    return timezone(timedelta(hours=_ZONES.get(name.upper(), 0)))
