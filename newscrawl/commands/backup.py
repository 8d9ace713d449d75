"""`newscrawl backup FILE`: the database in one file, while crawls go on."""

from __future__ import annotations

import argparse
from pathlib import Path

from newscrawl.cli import Exit, NewsCommand, fail


class Command(NewsCommand):
    most_arguments = 1

    def syntax(self) -> str:
        return "FILE"

    def short_desc(self) -> str:
        return "Copy the database into a file, checked, while crawls go on"

    def execute(self, args: list[str], opts: argparse.Namespace) -> Exit:
        from newscrawl.store.backup import back_up, must_exist, sqlite_path

        if not args:
            fail("into which file?", Exit.USAGE)
        url = self.output().database_url
        path, target = sqlite_path(url), Path(args[0])
        if path is None:
            fail("the database is not SQLite's: pg_dump makes its backup (deploy/README.md)", Exit.USAGE)
        must_exist(url)
        if target.is_dir() or (target.exists() and target.samefile(path)):
            fail(f"no file for a backup: {target}", Exit.USAGE)
        print(f"{target}: {back_up(self.database(), target):,} bytes")
        return Exit.DONE
