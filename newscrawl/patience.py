"""When a host, or an outlet, is left alone: counts of what it has answered, and how long a pause is."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass, field

_RECENT = 20  # requests to a host whose failures are weighed


def grown(last: int | None, first: int, most: int) -> int:
    """Return the next pause in seconds: the first, then twice the last one, at most `most`."""
    return min(last * 2 if last else first, most)


@dataclass(slots=True)
class HostLooks:
    """How the last requests to one host went; `most` may fail in a row."""

    most: int
    in_a_row: int = 0
    recent: deque[bool] = field(default_factory=lambda: deque(maxlen=_RECENT))

    def note(self, *, failed: bool) -> None:
        self.in_a_row = self.in_a_row + 1 if failed else 0
        self.recent.append(failed)

    @property
    def why_left(self) -> str | None:
        """Return in words why the host is not asked any more, None while it is."""
        if self.in_a_row >= self.most:
            return f"{self.in_a_row} requests in a row failed"
        failed = sum(self.recent)
        if len(self.recent) == _RECENT and failed * 2 > _RECENT:
            return f"{failed} of its last {_RECENT} requests failed"
        return None
