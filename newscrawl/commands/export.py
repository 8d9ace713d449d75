"""`newscrawl export`: records from the database."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from pathlib import Path

from newscrawl.cli import Exit, NewsCommand, fail, the_time

FORMATS = ("jsonl", "csv", "parquet")


class Command(NewsCommand):
    def syntax(self) -> str:
        return "[--since T] [--outlet O …] [--format jsonl|csv|parquet] [--versions latest|all] [-o FILE]"

    def short_desc(self) -> str:
        return "Write records from the database: the latest of each article, or all versions"

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        super().add_options(parser)
        parser.add_argument("--since", metavar="T", help="only what was indexed after T")
        parser.add_argument("--outlet", metavar="O", action="append", default=[], help="only this outlet")
        parser.add_argument("--format", metavar="F", help="jsonl (default), csv or parquet")
        parser.add_argument("--versions", metavar="V", default="latest", help="latest (default) or all")
        parser.add_argument(
            "-o", "--output", metavar="FILE", help="write to FILE; it appears whole or not at all"
        )

    def execute(self, args: list[str], opts: argparse.Namespace) -> Exit:
        from newscrawl.store.export import select_records

        form = _format_of(opts)
        if opts.versions not in ("latest", "all"):
            fail(f"--versions is latest or all, not {opts.versions}", Exit.USAGE)
        since = the_time(opts.since) if opts.since else None
        engine = self.database()
        self._know(opts.outlet, engine)
        told = {"since": since, "outlets": opts.outlet, "all_versions": opts.versions == "all"}
        return _write(select_records(engine, **told), form, opts.output)

    def _know(self, names: list[str], engine: object) -> None:
        """An outlet is known when it has a spider or, for `any`'s sites, records."""
        from newscrawl.store.articles import outlets_of
        from newscrawl.store.database import read

        with read(engine) as connection:  # type: ignore[arg-type]
            stored = outlets_of(connection)
        for name in names:
            if name not in stored:
                self.known_outlet(name)


def _format_of(opts: argparse.Namespace) -> str:
    ending = Path(opts.output or "").suffix.lstrip(".")
    form: str = opts.format or (ending if ending in FORMATS else "jsonl")
    if form not in FORMATS:
        fail(f"--format is one of {', '.join(FORMATS)}, not {form}", Exit.USAGE)
    if form == "parquet" and not opts.output:
        fail("parquet needs a file: -o FILE", Exit.USAGE)
    return form


def _write(records: Iterator[str], form: str, path: str | None) -> Exit:
    from newscrawl.store import tabular
    from newscrawl.store.export import write_lines

    if form == "parquet":
        assert path
        try:
            tabular.write_parquet(records, Path(path))
        except ImportError:
            fail("parquet needs pyarrow: pip install 'newscrawl[parquet]'", Exit.USAGE)
        return Exit.DONE
    lines = tabular.csv_lines(records) if form == "csv" else records
    if path:
        write_lines(Path(path), lines)
    else:
        for line in lines:
            sys.stdout.write(line + "\n")
    return Exit.DONE
