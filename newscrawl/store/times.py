"""Microseconds since 1970 to and from what people and records read."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def micros(moment: datetime) -> int:
    """Return the whole microseconds since 1970 of an aware datetime."""
    return (moment - _EPOCH) // timedelta(microseconds=1)


def moment(value: int) -> datetime:
    return _EPOCH + timedelta(microseconds=value)


def iso(value: int | None) -> str | None:
    """Return "2024-05-23T11:30:00Z": as records have it, to the second."""
    return None if value is None else moment(value).replace(tzinfo=None).isoformat(timespec="seconds") + "Z"


def iso_micros(value: int) -> str:
    """Return "2024-05-23T11:30:00.000042Z": always six digits, so that text sorts as time."""
    return moment(value).replace(tzinfo=None).isoformat(timespec="microseconds") + "Z"


def parse_time(text: str) -> datetime:
    """Return an ISO 8601 time or date as an aware datetime, UTC where none is named.

    Raises ValueError where it is none, with the text in the message.
    """
    try:
        found = datetime.fromisoformat(text.strip())
    except ValueError:
        raise ValueError(
            f"not a date or time: {text!r} (wanted: 2024-05-23 or 2024-05-23T11:30:00Z)"
        ) from None
    return found if found.tzinfo else found.replace(tzinfo=UTC)
