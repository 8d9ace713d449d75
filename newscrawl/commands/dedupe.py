"""`newscrawl dedupe IN -o OUT`: one article once, over any file of records."""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

from newscrawl.cli import Exit, NewsCommand, fail

if TYPE_CHECKING:
    from newscrawl.deduping import Deduped


class Command(NewsCommand):
    most_arguments = 1

    def syntax(self) -> str:
        return "IN.jsonl -o OUT.jsonl [--store]"

    def short_desc(self) -> str:
        return "Tell in a file of records what is the same article, a version, a copy, a translation"

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        super().add_options(parser)
        parser.add_argument(
            "-o", "--output", metavar="FILE", help="write to FILE; it appears whole or not at all"
        )

        parser.add_argument("--store", action="store_true", help="against the database, and into it")

    def execute(self, args: list[str], opts: argparse.Namespace) -> Exit:
        from newscrawl.dedupe.translation import is_available
        from newscrawl.deduping import RecordError
        from newscrawl.store.export import write_lines

        if not args or not Path(args[0]).is_file():
            fail(f"no such file: {args[0]}" if args else "which file of records?", Exit.USAGE)
        path = Path(args[0])
        if not opts.output:
            fail("where to? -o FILE", Exit.USAGE)
        if not is_available():
            print(
                "newscrawl: translations are not linked: pip install 'newscrawl[translation]'",
                file=sys.stderr,
            )
        try:
            found = self._dedupe(path, opts)
        except RecordError as error:
            fail(f"{path}: {error}", Exit.USAGE)
        except PermissionError:
            fail(f"cannot read {path}: permission denied", Exit.USAGE)
        write_lines(Path(opts.output), found.lines(path))
        _tell(found)
        return Exit.DONE

    def _dedupe(self, path: Path, opts: argparse.Namespace) -> Deduped:
        from newscrawl.deduping import dedupe, dedupe_into
        from newscrawl.store.locks import LockedError

        if not opts.store:
            return dedupe(path)
        try:
            return dedupe_into(self.database(), self.output(), path)
        except LockedError as error:
            fail(str(error), Exit.LOCKED)


def _tell(found: Deduped) -> None:
    counts: Counter[str] = Counter(placed.change for placed in found.placed)
    copies = (found.origin(article) for article in {placed.id for placed in found.placed})
    counts.update(copy.relation for copy in copies if copy)
    told = ", ".join(f"{number} {what}" for what, number in counts.most_common())
    print(f"newscrawl: {told or 'nothing in it'}", file=sys.stderr)
