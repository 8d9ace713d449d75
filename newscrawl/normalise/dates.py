"""Dates of a record: ISO 8601 in UTC to the second, or a day; nothing impossible."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta

EARLIEST = date(1990, 1, 1)
_DAY = re.compile(r"\A\d{4}-\d{2}-\d{2}\Z")


def clean_date(value: str | None, latest: str | None = None) -> str | None:
    """Return a date as "2024-05-23T11:30:00Z" or "2024-05-23"; None for no date, or one that cannot be.

    A time without zone is UTC.  `latest` is the time of download as a record
    writes it: what lies more than a day after it is refused.
    """
    if not value:
        return None
    moment = _moment(value.strip())
    if moment is None or moment.date() < EARLIEST:
        return None
    limit = _moment(latest) if latest else None
    if limit is not None and moment > limit + timedelta(days=1):
        return None
    return moment.date().isoformat() if _DAY.match(value.strip()) else moment.isoformat()[:19] + "Z"


def _moment(value: str) -> datetime | None:
    try:
        moment = datetime.fromisoformat(value)
        return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).astimezone(UTC)
    except (ValueError, OverflowError):
        return None
