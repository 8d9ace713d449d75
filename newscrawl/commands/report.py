"""`newscrawl report`: the health of the outlets as one page of HTML."""

from __future__ import annotations

import argparse
from datetime import UTC, datetime
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

from newscrawl.cli import Exit, NewsCommand, fail

if TYPE_CHECKING:
    from newscrawl.report.data import Name
    from newscrawl.report.figures import Report

_NEEDED = ("jinja2", "vl_convert")
_DAYS_MOST = 400  # more bars than a screen has room for


class Command(NewsCommand):
    def syntax(self) -> str:
        return "[--days N] [--outlet O …] [-o FILE]"

    def short_desc(self) -> str:
        return "Make a page of HTML that shows the health of the outlets"

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        super().add_options(parser)
        parser.add_argument("--days", metavar="N", default="30", help="how many days it covers (default: 30)")
        parser.add_argument("--outlet", metavar="O", action="append", default=[], help="only this outlet")
        parser.add_argument(
            "-o", "--output", metavar="FILE", help="where to write it (default: report.html under OUTPUT_DIR)"
        )

    def execute(self, args: list[str], opts: argparse.Namespace) -> Exit:
        days = _days(opts.days)
        if not all(map(find_spec, _NEEDED)):
            fail("the report needs more libraries: pip install 'newscrawl[report]'", Exit.USAGE)
        from newscrawl.report.library import script
        from newscrawl.report.page import render
        from newscrawl.store.export import write_lines

        report = self._gather(days, opts.outlet)
        path = Path(opts.output).expanduser() if opts.output else self.output().folder / "report.html"
        write_lines(path, [render(report, script() if report.outlets else "")])
        print(path)
        return Exit.DONE

    def _gather(self, days: int, outlets: list[str]) -> Report:
        from newscrawl.report.data import gather
        from newscrawl.report.queries import Scope
        from newscrawl.store.database import read
        from newscrawl.store.ledger import counts

        loader = self.loader()
        spiders = set(loader.list())

        def name_of(outlet: str) -> Name:
            try:
                spider = loader.load(outlet) if outlet in spiders else None
            except KeyError:  # its file is broken
                spider = None
            return getattr(spider, "publisher", None), getattr(spider, "country", None)

        with read(self.database()) as connection:
            known = counts(connection) if outlets else {}
            for outlet in outlets:
                if outlet not in known:
                    self.known_outlet(outlet)
            scope = Scope(datetime.now(UTC), days, tuple(dict.fromkeys(outlets)))
            return gather(connection, scope, name_of)


def _days(text: str) -> int:
    if not text.isascii() or not text.isdigit() or not 1 <= int(text) <= _DAYS_MOST:
        fail(f"--days is a number from 1 to {_DAYS_MOST}, not {text}", Exit.USAGE)
    return int(text)
