"""Dates as readers see them: "Сегодня, 14:30", "vor 3 Stunden", "23 de mayo de 2024 a las 10:05"."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, tzinfo
from functools import cache

from newscrawl.extract.dates import Moment, is_plausible, moment_of, parse_machine
from newscrawl.extract.dates_zones import zone_abbreviated, zone_at
from newscrawl.extract.wordlists import LANGUAGES, language_of, table_of, words_of

MAX_TEXT = 300

_YEAR_FIRST = re.compile(
    r"(?<!\d)((?:19|20)\d\d)\s?[-./年년]\s?(\d{1,2})\s?[-./月월]\s?(\d{1,2})(?!\d)[日일]?\.?"
)
_MONTH_DAY = re.compile(r"(?<!\d)(\d{1,2})\s?[月월]\s?(\d{1,2})\s?[日일]")
_NUMERIC = re.compile(
    r"(?<![\d./-])(\d{1,2})\s?([./-])\s?(\d{1,2})\s?\2\s?((?:19|20)\d\d|\d\d)(?![\d/-]|\.\d)"
)
_WORD = r"([^\W\d_]{2,15}(?:_[^\W\d_]{2,10})?)"
_DAY_MONTH = re.compile(
    rf"(?<![\d:])(\d{{1,2}})(?:st|nd|rd|th|er|º|ª|°)?[.\s/-]*(?:(?:de|of|di|den)\s)?{_WORD}\.?[,\s/-]*(?:(?:de|del|of)\s)?((?:19|20)\d\d)?(?!\d)"
)
_MONTH_FIRST = re.compile(
    rf"{_WORD}\.?\s(\d{{1,2}})(?:st|nd|rd|th)?(?![\d:]|\.\d)[,\s]*((?:19|20)\d\d)?(?!\d)"
)
_YEAR = re.compile(r"(?<!\d)((?:19|20)\d\d)(?!\d)")
_OFFSET = re.compile(r"\s?\(?(utc|gmt)?\s?([+\-−])(\d{1,2}):?(\d{2})?(?!\d)")
_NAME = re.compile(r"\s?\(?([a-zа-я]{1,5})(?![^\W_])")
_TWO_WORDS = re.compile(r"(كانون|تشرين) (الثاني|الأول)")


@dataclass(frozen=True, slots=True)
class Reader:
    """How to read a page's dates: `now` the aware time of download, its language, the order of day and month.

    `zone` is where "today" is told from; UTC when unknown.
    """

    now: datetime
    language: str | None = None
    month_first: bool = False
    zone: tzinfo | None = None

    @property
    def here(self) -> datetime:
        """The time of download on the site's clock, without zone."""
        return self.now.astimezone(self.zone or UTC).replace(tzinfo=None)


def parse_date(text: str, reader: Reader) -> Moment | None:
    """Return the first date in a short text, or None; without a time of day it is a day.

    Machine forms are tried first, then relative words, written dates and
    "today".  What lies in the future or before 1990 is no date.
    """
    if not text or len(text) > MAX_TEXT:
        return None
    moment = parse_machine(text)
    if moment is None:
        folded = _fold(text)
        moment = _relative(folded, reader) or _written(folded, reader)
    return moment if moment is not None and is_plausible(moment, reader.now) else None


def _fold(text: str) -> str:
    folded = " ".join(unicodedata.normalize("NFKC", text).lower().split())
    return _TWO_WORDS.sub(r"\1_\2", folded)


def _written(text: str, reader: Reader) -> Moment | None:
    found = _day(text, reader)
    if found is None:
        return None
    (year, month, day), start, end = found
    rest = text[:start] + " " * (end - start) + text[end:]
    clock = _time_pattern().search(rest, end) or _time_pattern().search(rest)
    if clock is None or (time := _clock(clock)) is None:
        return moment_of(year, month, day)
    return moment_of(year, month, day, *time, zone=_zone_after(rest, clock.end()))


_Day = tuple[tuple[int, int, int], int, int]


def _day(text: str, reader: Reader) -> _Day | None:
    """Return year, month and day of the first date, and where it stands."""
    found = [
        day
        for day in (
            _year_first(text), _numeric(text, reader), _named(text, reader),
            _cjk(text, reader), _near(text, reader),
        )
        if day is not None
    ]  # fmt: skip
    return min(found, key=lambda day: day[1]) if found else None


def _year_first(text: str) -> _Day | None:
    match = _YEAR_FIRST.search(text)
    return ((int(match[1]), int(match[2]), int(match[3])), *match.span()) if match else None


def _numeric(text: str, reader: Reader) -> _Day | None:
    match = _NUMERIC.search(text)
    if not match:
        return None
    first, second, year = int(match[1]), int(match[3]), int(match[4])
    year += 2000 if year < 100 else 0
    swap = second > 12 or (reader.month_first and first <= 12 and match[2] != ".")
    day, month = (second, first) if swap else (first, second)
    if (
        not swap
        and day <= 12
        and (tried := moment_of(year, month, day))
        and not is_plausible(tried, reader.now)
    ):
        day, month = month, day  # 05/12 read in May is the 12th of May
    return ((year, month, day), *match.span())


def _named(text: str, reader: Reader) -> _Day | None:
    months = _months(language_of(reader.language))
    for pattern, day_at, month_at in ((_DAY_MONTH, 1, 2), (_MONTH_FIRST, 2, 1)):
        for match in pattern.finditer(text):
            month = months.get(match[month_at])
            if month and 1 <= int(match[day_at]) <= 31:
                day = int(match[day_at])
                year = int(match[3]) if match[3] else _year(text, month, day, reader)
                return ((year, month, day), *match.span())
    return None


def _cjk(text: str, reader: Reader) -> _Day | None:
    match = _MONTH_DAY.search(text)
    if not match or not 1 <= int(match[1]) <= 12:
        return None
    month, day = int(match[1]), int(match[2])
    return ((_year(text, month, day, reader), month, day), *match.span())


def _year(text: str, month: int, day: int, reader: Reader) -> int:
    """Return the year of a date without one: named in the text, else the last in which it is past."""
    if match := _YEAR.search(text):
        return int(match[1])
    here = reader.here
    return here.year if (month, day) <= (here.month, here.day + 1) else here.year - 1


def _near(text: str, reader: Reader) -> _Day | None:
    """Return the day that "today" or "yesterday" means."""
    for key, back in (("today", 0), ("yesterday", 1)):
        match = _any_word("dates", key).search(text)
        if match:
            day = reader.here - timedelta(days=back)
            return ((day.year, day.month, day.day), *match.span())
    return None


def _relative(text: str, reader: Reader) -> Moment | None:
    """Return the moment of "2 hours ago"; days and weeks give a day alone."""
    if not any(word in text for word in _relative_words()):  # the patterns below take .15 ms to say no
        return None
    for key, unit in (("minutes", 60), ("hours", 3600), ("days", 86400), ("weeks", 7 * 86400)):
        match = _ago_pattern(key).search(text)
        if not match:
            continue
        number = next((g for g in match.groups() if g), "1")
        then = reader.now - timedelta(seconds=unit * (int(number) if number.isdigit() else 1))
        if unit < 86400:
            return Moment(then.replace(second=0, microsecond=0), True)
        local = then.astimezone(reader.zone or UTC)
        return Moment(datetime(local.year, local.month, local.day), False)  # noqa: DTZ001 - a day has no zone
    if _any_word("dates", "now").search(text):
        return Moment(reader.now.replace(second=0, microsecond=0), True)
    return None


@cache
def _relative_words() -> tuple[str, ...]:
    return tuple({*words_of("dates", "ago"), *words_of("dates", "now")})


def _clock(match: re.Match[str]) -> tuple[int, int, int] | None:
    hour = int(match["hour"] or match["hour12"])
    half = match["before"] or match["after"] or match["after12"] or ""
    if half and hour <= 12:
        late = half.startswith("p") or half in words_of("dates", "pm")
        hour = hour % 12 + (12 if late else 0)
    if hour > 23:
        return None
    return hour, int(match["minute"] or 0), int(match["second"] or 0)


def _zone_after(text: str, position: int) -> tzinfo | None:
    if match := _OFFSET.match(text, position):
        return zone_at(match[3], match[4], match[2])
    name = _NAME.match(text, position)
    return zone_abbreviated(name[1]) if name else None


@cache
def _time_pattern() -> re.Pattern[str]:
    before = "|".join(
        re.escape(w) for w in (*words_of("dates", "am"), *words_of("dates", "pm")) if not w.isascii()
    )
    return re.compile(
        rf"(?<![\d:./+-])(?:(?P<before>{before})\s?)?(?:(?P<hour>[01]?\d|2[0-4])"
        r"\s?(?:(?:[:.h]|uhr|時|时|点|點|시)\s?(?P<minute>[0-5]\d)(?!\d)\s?[分분]?(?:[:.]?(?P<second>[0-5]\d)(?!\d)\s?[秒초]?)?"
        r"|(?:h|uhr|時|时|시)(?![a-z]))(?:\s?(?P<after>[ap]\.?\s?m(?![a-z])\.?|م|ص))?"
        r"|(?P<hour12>1[0-2]|0?[1-9])\s?(?P<after12>[ap]\.?m(?![a-z])\.?))"
    )


@cache
def _months(language: str | None) -> dict[str, int]:
    """Return months by name: those of all languages, the page's own first."""
    found: dict[str, int] = {}
    for tag in (language or "", *LANGUAGES):
        for number, names in enumerate(table_of("dates", tag).get("months", ()), start=1):
            for name in names:
                found.setdefault(name, number)
    return found


def is_month(word: str) -> bool:
    """Tell whether a lower-case word is a month's name in any of our languages."""
    return word in _months(None)


def _alternatives(words: tuple[str, ...]) -> str:
    return "|".join(re.escape(word) for word in words)


@cache
def _any_word(table: str, key: str) -> re.Pattern[str]:
    """A pattern for any of these words standing alone (scripts without spaces: anywhere)."""
    return re.compile(_bounded(words_of(table, key)))


def _bounded(words: tuple[str, ...]) -> str:
    spaced = tuple(w for w in words if unicodedata.category(w[0]) != "Lo" or "؀" <= w[0] <= "ۿ")
    dense = tuple(w for w in words if w not in spaced)
    parts = [rf"(?<![^\W_])(?:{_alternatives(spaced)})(?![^\W_])"] if spaced else []
    return "|".join([*parts, *([_alternatives(dense)] if dense else [])])


@cache
def _ago_pattern(key: str) -> re.Pattern[str]:
    """A number, a unit and the word for "ago" on either side, each within one language."""
    parts = []
    for tag in LANGUAGES:
        units, ago = words_of("dates", key, tag), words_of("dates", "ago", tag)
        if not units or not ago:
            continue
        one = _alternatives(words_of("dates", "one", tag))
        number = rf"(\d{{1,3}}{'|' + one if one else ''})"
        edge = "" if tag in ("ja", "ko", "zh") else r"(?![^\W_])"
        start = "" if tag in ("ja", "ko", "zh") else r"(?<![^\W_])"
        amount = rf"{start}{number}\s?(?:{_alternatives(units)}){edge}"
        parts.append(rf"{amount}\.?,?\s?(?:{_alternatives(ago)}){edge}")
        parts.append(rf"{start}(?:{_alternatives(ago)})\s(?:\w+\s)?{amount}")
    return re.compile("|".join(parts))
