"""What people see of a run: progress while it goes on, one table at its end."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from newscrawl.cli import Exit
from newscrawl.inert import inert
from newscrawl.store.ledger import STATES

if TYPE_CHECKING:  # rich costs .03 s, and a crawl that ends well shows nothing
    from rich.console import Console
    from rich.text import Text

    from newscrawl.results import Result

_NO_TERMINAL = 180  # columns, in a pipe or a log
_NAMED = 5  # outlets that a line names

_WORDS = {
    Exit.DONE: "done",
    Exit.ERROR: "error in the program",
    Exit.FAILED: "failed",
    Exit.NOTHING_NEW: "nothing there",
    Exit.STORAGE: "storage",
    Exit.LOCKED: "another run holds it",
    Exit.INTERRUPTED: "interrupted",
}


def screen(*, stderr: bool = False) -> Console:
    """Return a console: as wide as the terminal, and wide enough for every column where there is none."""
    from rich.console import Console

    console = Console(stderr=stderr, highlight=False)
    return console if console.is_terminal else Console(stderr=stderr, highlight=False, width=_NO_TERMINAL)


def line(result: Result) -> str:
    """Return one outlet's result in a line, for logs and pipes."""
    if result.tally is None:
        return f"{result.outlet}: {words_of(result)}"
    tally = result.tally
    states = ", ".join(f"{tally.states[state]} {state}" for state in STATES if tally.states[state])
    waiting = f", {tally.waiting} waiting" if tally.waiting else ""
    told = f"{tally.new} new, {tally.changed} changed ({states or 'no page asked for'}{waiting})"
    return f"{result.outlet}: {words_of(result)}; {told}"


def words_of(result: Result) -> str:
    """Return how an outlet's crawl ended, in words."""
    if result.error:
        return inert(result.error)  # it may quote what it failed at
    if result.stopped == "blocked" and result.exit is Exit.FAILED:
        return "blocked"
    if result.stopped == "time" and result.exit is Exit.DONE:
        return "its time is up" if result.tally else "not begun: the time is up"
    return _WORDS[result.exit]


def reason(result: Result) -> str:
    """Return in a line why a crawl did not end well, with the first fault of its sources if any."""
    told = line(result)
    if result.failure:
        return f"{told}; {result.failure}"
    return f"{told}; {result.tally.faults[0]}" if result.tally and result.tally.faults else told


def summary(results: Sequence[Result], console: Console) -> None:
    """Print one table over all outlets, and the faults of their sources under it."""
    from rich.table import Table
    from rich.text import Text

    tallies = [result.tally for result in results if result.tally]
    used = [state for state in STATES if any(tally.states[state] for tally in tallies)]
    again = any(tally.rechecks for tally in tallies)  # articles that were looked at again
    table = Table(title=None, pad_edge=False, box=None, header_style="bold")
    table.add_column("outlet")
    for name in ("new", "changed", *["again"] * again, *used, "waiting"):
        table.add_column(name.replace("_", " "), justify="right")
    table.add_column("result")
    for result in results:
        table.add_row(*_cells(result, used, again=again))
    console.print(table)
    for result in results:
        for fault in result.tally.faults if result.tally else []:
            console.print(Text(inert(f"fault at {result.outlet}: {fault}")), soft_wrap=True)


def _cells(result: Result, used: Sequence[str], *, again: bool) -> list[Text]:
    from rich.text import Text

    tally = result.tally
    numbers = [0] * (3 + again + len(used))
    if tally:
        numbers = [tally.new, tally.changed, *[tally.rechecks] * again]
        numbers += [*(tally.states[state] for state in used), tally.waiting]
    return [Text(result.outlet), *(Text(str(n) if n else "·") for n in numbers), Text(words_of(result))]


def why_not_done(results: Sequence[Result], code: Exit) -> str:
    """Return in a line which outlets a heavy exit code is about."""
    about = [result.outlet for result in results if result.exit is code]
    shown = ", ".join(about[:_NAMED]) + (f" and {len(about) - _NAMED} more" if len(about) > _NAMED else "")
    return f"{_WORDS[code]}: {shown}"
