"""What people see of a run: progress while it goes on, one table at its end."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from newscrawl.cli import Exit
from newscrawl.store.ledger import STATES

if TYPE_CHECKING:  # rich costs .03 s, and a crawl that ends well shows nothing
    from rich.console import Console
    from rich.text import Text

    from newscrawl.crawling import Crawl

_NO_TERMINAL = 180  # columns, in a pipe or a log

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


def line(crawl: Crawl) -> str:
    """Return one outlet's result in a line, for logs and pipes."""
    name = outlet_of(crawl)
    if crawl.ledger is None:
        return f"{name}: {crawl.error or 'not run'}"
    tally = crawl.ledger.tally
    states = ", ".join(f"{tally.states[state]} {state}" for state in STATES if tally.states[state])
    waiting = f", {tally.waiting} waiting" if tally.waiting else ""
    told = f"{tally.new} new, {tally.changed} changed ({states or 'no page asked for'}{waiting})"
    return f"{name}: {_WORDS[crawl.exit]}; {told}"


def reason(crawl: Crawl) -> str:
    """Return in a line why a crawl did not end well, with the first fault of its sources if any."""
    told = line(crawl)
    ledger = crawl.ledger
    if ledger and ledger.failure:
        return f"{told}; {ledger.failure}"
    return f"{told}; {ledger.tally.faults[0]}" if ledger and ledger.tally.faults else told


def outlet_of(crawl: Crawl) -> str:
    if crawl.ledger is not None:
        return crawl.ledger.outlet
    return crawl.arguments.get("url") or str(crawl.spider.name)


def summary(crawls: Sequence[Crawl], console: Console) -> None:
    """Print one table over all outlets, and the faults of their sources under it."""
    from rich.table import Table
    from rich.text import Text

    used = [s for s in STATES if any(c.ledger and c.ledger.tally.states[s] for c in crawls)]
    table = Table(title=None, pad_edge=False, box=None, header_style="bold")
    table.add_column("outlet")
    for name in ("new", "changed", *used, "waiting"):
        table.add_column(name.replace("_", " "), justify="right")
    table.add_column("result")
    for crawl in crawls:
        table.add_row(*_cells(crawl, used))
    console.print(table)
    for crawl in crawls:
        for fault in crawl.ledger.tally.faults if crawl.ledger else []:
            console.print(Text(f"fault at {outlet_of(crawl)}: {fault}"), soft_wrap=True)


def _cells(crawl: Crawl, used: Sequence[str]) -> list[Text]:
    from rich.text import Text

    tally = crawl.ledger.tally if crawl.ledger else None
    numbers = [0] * (3 + len(used))
    if tally:
        numbers = [tally.new, tally.changed, *(tally.states[state] for state in used), tally.waiting]
    result = str(crawl.error) if crawl.error else _WORDS[crawl.exit]
    return [Text(outlet_of(crawl)), *(Text(str(n) if n else "·") for n in numbers), Text(result)]
