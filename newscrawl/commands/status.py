"""`newscrawl status`: the ledger of each outlet, its last run, the faults of its sources."""

from __future__ import annotations

import argparse
from typing import Any

from newscrawl.cli import Exit, NewsCommand


class Command(NewsCommand):
    most_arguments = 1

    def syntax(self) -> str:
        return "[OUTLET] [--json]"

    def short_desc(self) -> str:
        return "Show each outlet's addresses by state, its last run, the faults of its sources"

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        super().add_options(parser)
        parser.add_argument("--json", action="store_true", help="one JSON object an outlet, a line each")

    def execute(self, args: list[str], opts: argparse.Namespace) -> Exit:
        import msgspec

        known = self._read(args[0] if args else None)
        if args and args[0] not in known:
            self.known_outlet(args[0])
        if opts.json:
            for outlet in known.values():
                print(msgspec.json.encode(outlet).decode())
        else:
            _show(list(known.values()), self.output().database_url)
            print(_translations(self.settings.getbool("TRANSLATIONS")))
        return Exit.DONE

    def _read(self, outlet: str | None) -> dict[str, dict[str, Any]]:
        """Return what the database knows of each outlet."""
        from newscrawl.store import ledger, runs, sources
        from newscrawl.store.database import read
        from newscrawl.store.times import iso

        with read(self.database()) as connection:
            told: dict[str, dict[str, Any]] = {}
            for name, states in sorted(ledger.counts(connection, outlet).items()):
                last = runs.last_of(connection, name)
                told[name] = {
                    "outlet": name,
                    "states": states,
                    "exported": sum(states.get(state, 0) for state in ledger.EXPORTED),
                    "last_run": last
                    and {"run_id": last.run_id, "ended_at": iso(last.ended_at), "outcome": last.outcome},
                    "faults": [],
                }
            for row in sources.faults(connection, outlet):
                entry = told.setdefault(
                    row.outlet,
                    {"outlet": row.outlet, "states": {}, "exported": 0, "last_run": None, "faults": []},
                )
                entry["faults"].append(
                    {"url": row.url, "kind": row.kind, "fault": row.fault, "at": iso(row.fault_at)}
                )
        return told


def _translations(wanted: bool) -> str:
    from newscrawl.dedupe.translation import is_available

    if not wanted:
        return "translations are not linked: TRANSLATIONS is off"
    if not is_available():
        return "translations are not linked: pip install 'newscrawl[translation]'"
    return "translations are linked"


def _show(outlets: list[dict[str, Any]], database: str) -> None:
    from rich.table import Table
    from rich.text import Text

    from newscrawl.showing import screen
    from newscrawl.store.database import masked
    from newscrawl.store.ledger import STATES

    console = screen()
    if not outlets:
        print(f"no outlet has been crawled into {masked(database)}")
        return
    used = [state for state in STATES if any(outlet["states"].get(state) for outlet in outlets)]
    table = Table(pad_edge=False, box=None, header_style="bold")
    table.add_column("outlet")
    for state in used:
        table.add_column(state.replace("_", " "), justify="right")
    table.add_column("last run")
    for outlet in outlets:
        cells = [Text(str(outlet["states"].get(state, "·"))) for state in used]
        last = outlet["last_run"]
        table.add_row(
            Text(outlet["outlet"]),
            *cells,
            Text(f"{last['ended_at']} {last['outcome']}" if last else "none ended"),
        )
    console.print(table)
    for outlet in outlets:
        for fault in outlet["faults"]:
            print(f"fault at {outlet['outlet']}: {fault['url']}: {fault['fault']} ({fault['at']})")
