"""`newscrawl check`: is the database whole, and are the files what it says?"""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from collections.abc import Iterable
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from newscrawl.cli import Exit, NewsCommand, fail, say

if TYPE_CHECKING:
    from sqlalchemy.engine import Engine

    from newscrawl.store.faults import Fault

_SHOWN = 50  # of one kind: a folder that is gone has a fault for each of its files
_WAY_BACK = "what to do: docs/recovery.md"


class Command(NewsCommand):
    def syntax(self) -> str:
        return "[--quick] [--repair] [--json]"

    def short_desc(self) -> str:
        return "Check the database and the published files; mend what can be mended"

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        super().add_options(parser)
        parser.add_argument("--quick", action="store_true", help="read neither every index nor every file")
        parser.add_argument("--repair", action="store_true", help="first mend what can be mended")
        parser.add_argument("--json", action="store_true", help="one JSON object a fault, a line each")

    def execute(self, args: list[str], opts: argparse.Namespace) -> Exit:
        from newscrawl import checking
        from newscrawl.store.backup import must_exist
        from newscrawl.store.database import StoreError

        try:
            must_exist(self.output().database_url)
            engine = self.database()
        except StoreError as error:
            fail(f"{error}; {_WAY_BACK}", Exit.STORAGE)
        if opts.repair:
            self._repair(engine)
        found = checking.check(engine, self.output(), quick=opts.quick, now=datetime.now(UTC))
        return _end(*tell(found, as_json=opts.json), opts.json)

    def _repair(self, engine: Engine) -> None:
        from newscrawl import checking
        from newscrawl.store.faults import of_pages
        from newscrawl.store.locks import LockedError

        damage = next(of_pages(engine, quick=True), None)
        if damage:
            fail(f"{damage.words}; {_WAY_BACK}", Exit.STORAGE)
        try:
            for done in checking.repair(engine, self.output(), datetime.now(UTC)):
                print(f"newscrawl: {done}", file=sys.stderr)
        except LockedError as error:
            fail(f"{error}; what was mended so far is: try again when it has ended", Exit.LOCKED)


def tell(faults: Iterable[Fault], *, as_json: bool) -> tuple[int, int]:
    """Print faults, for people the first few of each kind; return how many there are, how many mendable."""
    kinds: Counter[str] = Counter()
    mendable = 0
    for fault in faults:
        kinds[fault.kind] += 1
        mendable += fault.mendable
        if as_json:
            print(_json(fault))
        elif kinds[fault.kind] <= _SHOWN:
            say(f"{fault.kind}: {fault.words}")
    for kind, count in kinds.items():
        if count > _SHOWN and not as_json:
            print(f"{kind}: and {count - _SHOWN:,} more; --json tells all")
    return kinds.total(), mendable


def _json(fault: Fault) -> str:
    import msgspec

    return msgspec.json.encode(fault).decode()


def _end(number: int, mendable: int, quiet: bool) -> Exit:
    if not number:
        if not quiet:
            print("nothing is wrong")
        return Exit.DONE
    told = f"{number} faults" if number > 1 else "1 fault"
    told += f", {mendable} of them mended by `newscrawl check --repair`" if mendable else ""
    print(f"newscrawl: {told}; {_WAY_BACK}", file=sys.stderr)
    return Exit.STORAGE
