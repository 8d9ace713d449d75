"""How a run goes, for who looks on: a display on a terminal, a line an outlet for cron."""

from __future__ import annotations

from collections import deque
from time import monotonic
from typing import TYPE_CHECKING

from newscrawl.cli import Exit
from newscrawl.showing import line

if TYPE_CHECKING:
    from rich.console import Console, RenderableType

    from newscrawl.results import Result

_WINDOW = 20.0  # seconds that the rate is taken over
_REDRAWN = 0.25  # seconds between two screens at least: 60 outlets say much
_SHOWN = 8  # running outlets that are named


class Lines:
    """A line an outlet as it ends, and nothing else."""

    def __init__(self, console: Console) -> None:
        self._console = console

    def began(self, outlet: str) -> None:
        """A log has no use for it."""

    def progress(self, outlet: str, looks: int, waiting: int) -> None:
        """A log has no use for it."""

    def ended(self, result: Result) -> None:
        self._console.print(line(result), soft_wrap=True, markup=False)

    def tick(self) -> None:
        """A log has no use for it."""


class Counters:
    """What a display shows: outlets and pages so far, how fast, how much is left."""

    def __init__(self, total: int) -> None:
        self.total = total
        self.done = 0
        self.pages = 0
        self.running: dict[str, tuple[int, int]] = {}  # looks and addresses waiting
        self._before: deque[tuple[float, int]] = deque()

    @property
    def looks(self) -> int:
        return self.pages + sum(looks for looks, _ in self.running.values())

    @property
    def waiting(self) -> int:
        return sum(waiting for _, waiting in self.running.values())

    def ended(self, outlet: str, looks: int) -> None:
        self.running.pop(outlet, None)
        self.done += 1
        self.pages += looks

    def rate(self, now: float) -> float:
        """Return pages a second over the last while, up to `now`; call it as time goes by."""
        self._before.append((now, self.looks))
        while len(self._before) > 1 and self._before[0][0] < now - _WINDOW:
            self._before.popleft()
        began, looks = self._before[0]
        return (self.looks - looks) / (now - began) if now > began else 0.0

    def left(self, elapsed: float) -> float | None:
        """Return the seconds that the rest takes if it goes on like this; None while nothing is done."""
        return elapsed * (self.total - self.done) / self.done if self.done else None


class Display:
    """Outlets done, pages, pages a second, what is left, who is at work: one screen, kept up to date."""

    def __init__(self, console: Console, total: int, ends_at: float | None = None) -> None:
        from rich.live import Live

        self._counters = Counters(total)
        self._began = monotonic()
        self._drawn = 0.0
        self._ends_at = ends_at
        self._live = Live(console=console, auto_refresh=False, transient=True)

    def __enter__(self) -> Display:
        self._live.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._live.stop()

    def began(self, outlet: str) -> None:
        self._counters.running[outlet] = (0, 0)

    def progress(self, outlet: str, looks: int, waiting: int) -> None:
        self._counters.running[outlet] = (looks, waiting)

    def ended(self, result: Result) -> None:
        self._counters.ended(result.outlet, result.tally.looks if result.tally else 0)
        if result.exit is not Exit.DONE:
            self._live.console.print(line(result), markup=False)

    def tick(self) -> None:
        now = monotonic()
        if now - self._drawn >= _REDRAWN:
            self._drawn = now
            self._live.update(self._screen(now), refresh=True)

    def _screen(self, now: float) -> RenderableType:
        from rich.console import Group
        from rich.progress_bar import ProgressBar
        from rich.table import Table
        from rich.text import Text

        told = self._counters
        left = told.left(now - self._began)
        if self._ends_at is not None:
            left = min(left or float("inf"), max(self._ends_at - now, 0))
        head = Table.grid(padding=(0, 2))
        head.add_row(
            f"{told.done}/{told.total} outlets",
            ProgressBar(total=told.total, completed=told.done, width=24),
            f"{told.looks} pages",
            f"{told.rate(now):.1f} a second",
            f"{told.waiting} waiting",
            "" if left is None else f"about {_span(left)} left",
        )
        return Group(head, Text(f"now: {_named(told.running)}", overflow="ellipsis", no_wrap=True))


def _named(running: dict[str, tuple[int, int]]) -> str:
    busiest = sorted(running, key=lambda outlet: running[outlet], reverse=True)
    more = f" and {len(busiest) - _SHOWN} more" if len(busiest) > _SHOWN else ""
    return ", ".join(busiest[:_SHOWN]) + more


def _span(seconds: float) -> str:
    return f"{seconds:.0f} s" if seconds < 90 else f"{seconds / 60:.0f} min"
