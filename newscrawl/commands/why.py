"""`newscrawl why URL`: what became of an address, and why."""

from __future__ import annotations

import argparse
from typing import Any

from newscrawl.cli import Exit, NewsCommand, fail, say


class Command(NewsCommand):
    most_arguments = 1

    def syntax(self) -> str:
        return "URL"

    def short_desc(self) -> str:
        return "Tell what became of an address, and why"

    def execute(self, args: list[str], opts: argparse.Namespace) -> Exit:
        from newscrawl.normalise.addresses import clean_url
        from newscrawl.store import ledger, pauses
        from newscrawl.store.database import read

        if not args or clean_url(args[0]) is None:
            fail(f"not a web address: {args[0]}" if args else "which address?", Exit.USAGE)
        with read(self.database()) as connection:
            rows = list(ledger.rows_of(connection, args[0]))
            paused = {row.outlet: pauses.of(connection, row.outlet) for row in rows}
        for row in rows:
            for line in _told(row):
                say(line)
            if pause := paused[row.outlet]:
                say(f"  its outlet: {pause.words}")
        if not rows:
            say(f"{args[0]}: never discovered")
        return Exit.DONE


def _told(row: Any) -> list[str]:
    import msgspec

    from newscrawl.store.times import iso

    seen: dict[str, Any] = dict(row._mapping)
    found = msgspec.json.decode(seen["discovered_by"])
    facts = {
        "outlet": seen["outlet"],
        "state": seen["state"],
        "reason": seen["reason"],
        "HTTP status": seen["http_status"],
        "attempts": seen["attempts"] or None,
        "next look": iso(seen["due_at"] or seen["recheck_at"]),
        "discovered": f"{iso(seen['discovered_at'])} by {found['kind']} {found['url'] or ''}".strip(),
        "dated there": found["date"],
        "headline there": found["headline"],
        "last look": iso(seen["checked_at"]),
        "in this state since": iso(seen["changed_at"]),
        "article": seen["article_id"],
        "run": seen["run_id"],
    }
    lines = [str(seen["url"])]
    return lines + [f"  {name}: {value}" for name, value in facts.items() if value is not None]
