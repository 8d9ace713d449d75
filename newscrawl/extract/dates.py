"""Dates as machines write them, and what every date found must pass."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, tzinfo

from newscrawl.extract.dates_zones import MAX_OFFSET, zone_abbreviated, zone_at

EARLIEST_YEAR = 1990  # before it there was no news site: such a date is a default or a fault
LEEWAY = timedelta(days=1)  # a date may lie this far after the download: clocks and zones differ

_ISO = re.compile(
    r"\s*(\d{4})-(\d{1,2})-(\d{1,2})"
    r"(?:[Tt\s,]+(\d{1,2}):(\d{2})(?::(\d{2})(?:[.,]\d{1,9})?)?"
    r"\s*+(?:([Zz])|(?:(?:UTC|GMT)\s*+)?([+\-−])(\d{1,2}):?(\d{2})?(?!\d)|([A-Za-z]{1,4}))?)?(?:\[[\w/+-]+\])?\s*\Z"
)
_COMPACT = re.compile(
    r"\s*(\d{4})(\d{2})(\d{2})"
    r"(?:[T ]?(\d{2}):?(\d{2}):?(\d{2})?(?:\.\d+)?(Z)?(?:([+-])(\d{2}):?(\d{2})?)?)?\s*\Z"
)
_EPOCH = re.compile(r"\s*(\d{10})(?:\.\d+|\d{3})?\s*\Z")


@dataclass(frozen=True, slots=True)
class Moment:
    """A date as found: `value` without tzinfo where none is named, `timed` whether it has a time of day."""

    value: datetime
    timed: bool

    @property
    def zoned(self) -> bool:
        """Whether the zone is known."""
        return self.value.tzinfo is not None

    @property
    def exact(self) -> bool:
        """Whether it tells a time of day other than the midnight that a bare date becomes."""
        return self.timed and (self.value.hour, self.value.minute) != (0, 0)

    def at(self, zone: tzinfo) -> Moment:
        """Return the same with `zone` where none was named."""
        return self if self.zoned else Moment(self.value.replace(tzinfo=zone), self.timed)

    def written(self) -> str:
        """Return it as ISO 8601: UTC to the second, or the day alone."""
        if not self.timed or (not self.zoned and not self.exact):
            return self.value.date().isoformat()
        moment = self.at(UTC).value.astimezone(UTC)
        return moment.replace(microsecond=0, tzinfo=None).isoformat() + "Z"


def parse_machine(raw: str) -> Moment | None:
    """Return the moment of ISO 8601 in its looser forms, of packed digits or of epoch seconds."""
    if raw[10:11] == "T" and (moment := _strict(raw)) is not None:
        return moment
    if match := _ISO.match(raw):
        year, month, day, hour, minute, second, utc, sign, hours, minutes, name = match.groups()
        zone = (
            UTC
            if utc
            else zone_at(hours, minutes, sign)
            if sign
            else zone_abbreviated(name)
            if name
            else None
        )
        return moment_of(year, month, day, hour, minute, second, zone)
    if match := _EPOCH.match(raw):
        return Moment(datetime.fromtimestamp(int(match[1]), UTC), True)
    if match := _COMPACT.match(raw):
        year, month, day, hour, minute, second, utc, sign, hours, minutes = match.groups()
        zone = UTC if utc else zone_at(hours, minutes, sign) if sign else None
        return moment_of(year, month, day, hour, minute, second, zone)
    return None


def _strict(raw: str) -> Moment | None:
    """Return what Python itself reads, in a tenth of the time; None for what needs a closer look."""
    try:
        value = datetime.fromisoformat(raw)
        offset = value.utcoffset()
    except ValueError:
        return None
    if len(raw) < 16 or (offset is not None and abs(offset) > MAX_OFFSET):
        return None
    return Moment(value.replace(microsecond=0), True)


def moment_of(
    year: str | int, month: str | int, day: str | int, hour: str | int | None = None,
    minute: str | int | None = None, second: str | int | None = None, zone: tzinfo | None = None,
) -> Moment | None:  # fmt: skip
    """Return the moment of these numbers; None when there is no such date. 24:00 is the next day's start."""
    try:
        value = datetime(int(year), int(month), int(day), tzinfo=zone)
        if hour is None:
            return Moment(value.replace(tzinfo=None), False)
        if int(hour) == 24:
            return Moment(value + timedelta(days=1), True)
        return Moment(
            value.replace(hour=int(hour), minute=int(minute or 0), second=min(int(second or 0), 59)), True
        )
    except (ValueError, OverflowError):
        return None


def is_plausible(moment: Moment, now: datetime) -> bool:
    """Tell whether a date can be an article's: from 1990 to a day after the download."""
    if moment.value.year < EARLIEST_YEAR:
        return False
    try:
        return moment.at(UTC).value <= now + LEEWAY
    except OverflowError:
        return False
