"""When a host, or an outlet, is left alone: counts of what it has answered, and how long a pause is."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass, field

_RECENT = 20  # requests whose failures are weighed


def grown(last: int | None, first: int, most: int) -> int:
    """Return the next pause in seconds: the first, then twice the last one, at most `most`."""
    return min(last * 2 if last else first, most)


@dataclass(slots=True)
class Recent:
    """How the last requests to a host or an outlet went; `most` may fail in a row."""

    most: int
    in_a_row: int = 0
    recent: deque[bool] = field(default_factory=lambda: deque(maxlen=_RECENT))

    def note(self, *, failed: bool) -> None:
        self.in_a_row = self.in_a_row + 1 if failed else 0
        self.recent.append(failed)

    @property
    def too_many(self) -> str | None:
        """Return in words that too many failed, None while they did not."""
        if self.in_a_row >= self.most:
            return f"{self.in_a_row} requests in a row failed"
        failed = sum(self.recent)
        if len(self.recent) == _RECENT and failed * 2 > _RECENT:
            return f"{failed} of its last {_RECENT} requests failed"
        return None


@dataclass(slots=True)
class Blocks:
    """What an outlet has let through in a run and what it has blocked: pages, and beside them sources."""

    pages: list[int] = field(default_factory=lambda: [0, 0])
    sources: list[int] = field(default_factory=lambda: [0, 0])

    def note(self, *, blocked: bool, page: bool) -> None:
        (self.pages if page else self.sources)[blocked] += 1

    @property
    def blocks_us(self) -> bool | None:
        """Tell whether it blocks most of the pages asked for, of the sources without any; None: nothing said.

        A wall before the pages is one, though the feeds beside it stand open.
        """
        through, blocked = self.pages if any(self.pages) else self.sources
        return blocked > through if through or blocked else None

    @property
    def lets_us_through(self) -> bool:
        """Tell whether pages are let through: open feeds are no sign of it."""
        through, blocked = self.pages
        return through > 0 and through >= blocked
