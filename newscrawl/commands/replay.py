"""`newscrawl replay WARC…`: archived pages through today's extraction."""

from __future__ import annotations

import argparse
import contextlib
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from newscrawl.cli import Exit, NewsCommand, fail
from newscrawl.places import PlaceError, expand, on_this_disk


class Command(NewsCommand):
    most_arguments = 1_000_000

    def syntax(self) -> str:
        return "WARC… [-o FILE] [--generic] [--all] [--jobs N] [--store] [--queue]"

    def short_desc(self) -> str:
        return "Read the pages of WARC files (ours, CC-NEWS) into records"

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        super().add_options(parser)
        parser.add_argument(
            "-o", "--output", metavar="FILE", help="write to FILE; it appears whole or not at all"
        )
        parser.add_argument("--generic", action="store_true", help="leave the outlets' own rules out")
        parser.add_argument("--all", action="store_true", help="a record for every page, with its state")
        parser.add_argument("--jobs", type=int, default=1, metavar="N", help="processes at work")
        parser.add_argument("--store", action="store_true", help="put the articles into the database")

        parser.add_argument("--queue", action="store_true", help="have workers do it: --store, a job a file")

    def execute(self, args: list[str], opts: argparse.Namespace) -> Exit:
        if not args:
            fail("which WARC files?", Exit.USAGE)
        names = _expanded(args)
        if opts.queue:
            return self._queue(names, opts)
        with contextlib.ExitStack() as held:
            try:
                paths = held.enter_context(on_this_disk(names))
            except PlaceError as error:
                fail(str(error), Exit.ERROR)
            return self._replay(paths, opts)

    def _queue(self, names: list[str], opts: argparse.Namespace) -> Exit:
        from newscrawl.cluster import opening

        if opts.output or opts.all or opts.jobs != 1:
            fail("--queue puts articles into the database: without -o, --all, --jobs", Exit.USAGE)
        with opening.jobs_of(self.settings) as app:
            from newscrawl.cluster import queueing

            new = sum(queueing.replay(app, name, generic=opts.generic) for name in names)
        waited = len(names) - new
        print(f"newscrawl: {new} files wait" + (f", {waited} did already" if waited else ""), file=sys.stderr)
        return Exit.DONE

    def _replay(self, paths: list[Path], opts: argparse.Namespace) -> Exit:
        from newscrawl.store.export import write_lines

        counts: Counter[str] = Counter()
        if opts.store:
            return self._store(paths, opts, counts)
        lines = _lines(paths, opts, counts)
        if opts.output:
            write_lines(Path(opts.output), lines)
        else:
            for line in lines:
                sys.stdout.write(line + "\n")
        _tell(counts)
        return Exit.DONE

    def _store(self, paths: list[Path], opts: argparse.Namespace, counts: Counter[str]) -> Exit:
        from newscrawl.replaying import pages
        from newscrawl.store.locks import LockedError
        from newscrawl.storing import PageStore

        engine = self.database()
        try:
            with PageStore(engine, self.output(), generic=opts.generic) as store:
                for page in pages(paths, counts):
                    counts[store.put(page)] += 1
        except LockedError as error:
            fail(str(error), Exit.LOCKED)
        _tell(counts)
        for file in store.published:
            print(f"{file.records} records in {file.path}", file=sys.stderr)
        return Exit.DONE


def _expanded(names: list[str]) -> list[str]:
    """Return the files that are named; end with a usage error where one is none."""
    try:
        return [file for name in names for file in expand(name)]
    except PlaceError as error:
        fail(str(error), Exit.USAGE)


def _lines(paths: list[Path], opts: argparse.Namespace, counts: Counter[str]) -> Iterator[str]:
    from newscrawl.replaying import replay, with_state
    from newscrawl.store.ledger import EXPORTED

    for page in replay(paths, counts, generic=opts.generic, jobs=opts.jobs):
        counts[page.state] += 1
        if opts.all:
            yield with_state(page).decode()
        elif page.state in EXPORTED:
            yield page.record.decode()


def _tell(counts: Counter[str]) -> None:
    told = ", ".join(f"{number} {what}" for what, number in counts.most_common()) or "nothing in it"
    print(f"newscrawl: {told}", file=sys.stderr)
