"""`newscrawl retry`: queue again what ended in a state."""

from __future__ import annotations

import argparse
from datetime import UTC, datetime

from newscrawl.cli import Exit, NewsCommand, fail


class Command(NewsCommand):
    most_arguments = 1

    def syntax(self) -> str:
        return "[OUTLET] [--state S]"

    def short_desc(self) -> str:
        return "Queue again what ended in a state (failed and blocked, when none is named)"

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        super().add_options(parser)
        parser.add_argument("--state", metavar="S", help="the state whose addresses are queued again")

    def execute(self, args: list[str], opts: argparse.Namespace) -> Exit:
        from newscrawl.store import ledger
        from newscrawl.store.articles import outlets_of
        from newscrawl.store.database import read, write

        if opts.state and opts.state not in ledger.STATES:
            fail(f"unknown state: {opts.state}; the ledger has {', '.join(ledger.STATES)}", Exit.USAGE)
        engine = self.database()
        outlet = args[0] if args else None
        with read(engine) as connection:
            known = outlets_of(connection) | set(ledger.counts(connection))
        if outlet and outlet not in known:
            self.known_outlet(outlet)
        with write(engine) as connection:
            number = ledger.retry(connection, outlet=outlet, state=opts.state, now=datetime.now(UTC))
        print(f"{number} addresses queued again")
        return Exit.DONE
