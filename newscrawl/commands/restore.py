"""`newscrawl restore FILE`: a backup in the database's place, brought up to the published files."""

from __future__ import annotations

import argparse
import sys
from datetime import UTC, datetime
from pathlib import Path

from newscrawl.cli import Exit, NewsCommand, fail


class Command(NewsCommand):
    most_arguments = 1

    def syntax(self) -> str:
        return "FILE"

    def short_desc(self) -> str:
        return "Put a backup in the database's place, and what was published since into it"

    def execute(self, args: list[str], opts: argparse.Namespace) -> Exit:
        from newscrawl.store.backup import sqlite_path
        from newscrawl.store.locks import LockedError, every_outlet

        if not args or not Path(args[0]).is_file():
            fail(f"no such file: {args[0]}" if args else "which backup?", Exit.USAGE)
        output = self.output()
        path = sqlite_path(output.database_url)
        if path is None:
            fail("the database is not SQLite's: pg_restore puts it back (deploy/README.md)", Exit.USAGE)
        output.make()
        try:
            with every_outlet(self.outlets(), output.locks):
                self._put_back(Path(args[0]), path)
            self._catch_up()
        except LockedError as error:
            fail(str(error), Exit.LOCKED)
        return Exit.DONE

    def _put_back(self, copy: Path, path: Path) -> None:
        from newscrawl.store.backup import put_back

        if aside := put_back(copy, path, datetime.now(UTC)):
            print(f"newscrawl: the database as it was is now {aside}", file=sys.stderr)

    def _catch_up(self) -> None:
        """Take in what was published and taken down since the backup."""
        from newscrawl import checking

        for done in checking.repair(self.database(), self.output(), datetime.now(UTC)):
            print(f"newscrawl: {done}", file=sys.stderr)
