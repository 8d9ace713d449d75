"""Dated addresses: day, month and year archives, and dated sitemaps, from a template."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date, timedelta

from newscrawl.discover import Source, SourceKind

MAX_ADDRESSES = 4_000  # some eleven years of days
_NAMES = ("january", "february", "march", "april", "may", "june", "july", "august", "september", "october",
          "november", "december")  # fmt: skip
_FIRST = date(1990, 1, 1)  # no archive on the web reaches further back
_FIELD = re.compile(r"\{([^{}]*)\}")
_YEAR, _MONTH, _DAY = {"YYYY", "YY"}, {"MM", "M", "month", "Mon"}, {"DD", "D"}


def expand(template: str, since: date, until: date) -> list[str]:
    """Return the addresses of `template` for the days from `since` to `until`, newest first.

    Fields: {YYYY} {YY} {MM} {M} {month} (january) {Mon} (Jan) {DD} {D}.  One
    address for each day, month or year, as the finest field says; the template
    itself where it has no field.  At most MAX_ADDRESSES, the newest.  A
    datetime counts as its day.  Raises ValueError for a field that is not one of these.
    """
    fields = set(_FIELD.findall(template))
    if unknown := fields - _YEAR - _MONTH - _DAY:
        raise ValueError(f"archive template {template!r}: unknown field {{{min(unknown)}}}")
    if not fields:
        return [template]
    addresses: dict[str, None] = {}
    day, first = _day(until), max(_day(since), _FIRST)
    while day >= first and len(addresses) < MAX_ADDRESSES:
        addresses[_fill(template, day)] = None
        day = _step_back(day, fields)
    return list(addresses)


def dated_sources(declared: Iterable[tuple[str, SourceKind]], since: date, until: date) -> list[Source]:
    """Return declared addresses as sources, templates expanded for the days from `since` to `until`."""
    return [Source(url, kind) for template, kind in declared for url in expand(template, since, until)]


def _day(moment: date) -> date:
    return date(moment.year, moment.month, moment.day)


def _step_back(day: date, fields: set[str]) -> date:
    """Return the last day of the period before: the day, month or year that the fields tell apart."""
    if not fields & _DAY:
        day = day.replace(day=1) if fields & _MONTH else day.replace(month=1, day=1)
    return day - timedelta(days=1)


def _fill(template: str, day: date) -> str:
    name = _NAMES[day.month - 1]
    values = {
        "YYYY": f"{day.year:04}",
        "YY": f"{day.year % 100:02}",
        "MM": f"{day.month:02}",
        "M": f"{day.month}",
    }
    values |= {"month": name, "Mon": name[:3].title(), "DD": f"{day.day:02}", "D": f"{day.day}"}
    return _FIELD.sub(lambda field: values[field[1]], template)
