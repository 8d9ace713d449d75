"""`newscrawl export`: records from the database, for analysts."""

from __future__ import annotations

import argparse
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from newscrawl.cli import Exit, NewsCommand, fail, say, the_time

if TYPE_CHECKING:
    from sqlalchemy.engine import Engine

    from newscrawl.store.selecting import Selection

FORMATS = ("jsonl", "csv", "parquet")


class Command(NewsCommand):
    def syntax(self) -> str:
        return (
            "[--since T] [--outlet O …] [--language LL …] [--versions latest|all] "
            "[--format jsonl|csv|parquet] [-o FILE|FOLDER/] [--queue]"
        )

    def short_desc(self) -> str:
        return "Write records from the database: the latest of each article, or all versions"

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        super().add_options(parser)
        parser.add_argument("--since", metavar="T", help="only what was indexed after T")
        parser.add_argument("--outlet", metavar="O", action="append", default=[], help="only this outlet")
        parser.add_argument(
            "--language", metavar="LL", action="append", default=[], help="only this language (BCP 47)"
        )
        parser.add_argument("--format", metavar="F", help="jsonl (default), csv or parquet")
        parser.add_argument("--versions", metavar="V", default="latest", help="latest (default) or all")
        parser.add_argument(
            "-o",
            "--output",
            metavar="FILE",
            help="write to FILE, with a manifest beside it; parquet into FOLDER/, by outlet and month",
        )

        parser.add_argument("--queue", action="store_true", help="have a worker do it, one export at a time")

    def execute(self, args: list[str], opts: argparse.Namespace) -> Exit:
        from newscrawl.store.locks import LockedError
        from newscrawl.store.places import RefusedError

        if opts.versions not in ("latest", "all"):
            fail(f"--versions is latest or all, not {opts.versions}", Exit.USAGE)
        form = _format_of(opts)
        since = the_time(opts.since) if opts.since else None
        if opts.queue:
            return self._queue(opts, form)
        engine = self.database()
        selection = self._selection(opts, since, engine)
        try:
            _write(engine, selection, form, opts.output)
        except RefusedError as error:
            fail(str(error), Exit.USAGE)
        except LockedError as error:
            fail(str(error), Exit.LOCKED)
        return Exit.DONE

    def _queue(self, opts: argparse.Namespace, form: str) -> Exit:
        from newscrawl.cluster import opening

        if not opts.output:
            fail("--queue needs a place that the worker reaches: -o FILE", Exit.USAGE)
        place = str(Path(opts.output).absolute()) + ("/" if _is_folder(opts.output) else "")
        told = ["--versions", opts.versions, "--format", form, "-o", place]
        told += [word for name in opts.outlet for word in ("--outlet", name)]
        told += [word for tag in opts.language for word in ("--language", tag)]
        told += ["--since", opts.since] if opts.since else []
        with opening.jobs_of(self.settings) as app:
            from newscrawl.cluster import queueing

            new = queueing.export(app, told, place)
        say(f"newscrawl: {place} waits for a worker" if new else f"newscrawl: {place} waits already")
        return Exit.DONE

    def _selection(self, opts: argparse.Namespace, since: datetime | None, engine: Engine) -> Selection:
        from newscrawl.store.selecting import Selection

        self._know(opts.outlet, engine)
        languages = tuple(dict.fromkeys(tag.lower() for tag in opts.language))
        for tag in languages:
            if not all(part.isalnum() and part.isascii() for part in tag.split("-")):
                fail(f"--language is a BCP 47 tag such as uk or en-GB, not {tag!r}", Exit.USAGE)
        return Selection(since, tuple(dict.fromkeys(opts.outlet)), languages, opts.versions == "all")

    def _know(self, names: list[str], engine: Engine) -> None:
        """An outlet is known when it has a spider or, for `any`'s sites, records."""
        from newscrawl.store.articles import outlets_of
        from newscrawl.store.database import read

        with read(engine) as connection:
            stored = outlets_of(connection)
        for name in names:
            if name not in stored:
                self.known_outlet(name)


def _format_of(opts: argparse.Namespace) -> str:
    """Return the format that is named, else told by FILE's ending; a folder holds Parquet."""
    from newscrawl.store.parquet import is_available

    place = opts.output or ""
    ending = "parquet" if _is_folder(place) else Path(place).suffix.lstrip(".")
    form: str = opts.format or (ending if ending in FORMATS else "jsonl")
    if form not in FORMATS:
        fail(f"--format is one of {', '.join(FORMATS)}, not {form}", Exit.USAGE)
    if form == "parquet" and not place:
        fail("parquet needs a place: -o FILE.parquet or -o FOLDER/", Exit.USAGE)
    if form != "parquet" and _is_folder(place):
        fail(f"{place} is a folder, which holds parquet; name a file for {form}", Exit.USAGE)
    if form == "parquet" and not is_available():
        fail("parquet needs pyarrow: pip install 'newscrawl[parquet]'", Exit.USAGE)
    return form


def _is_folder(place: str) -> bool:
    return place.endswith("/") or Path(place or "-").is_dir()


def _write(engine: Engine, selection: Selection, form: str, place: str | None) -> None:
    from newscrawl.store import dataset

    now = datetime.now(UTC)
    if place is None:
        dataset.write_to(engine, selection, form, sys.stdout.buffer)
    elif form == "parquet" and not place.endswith(".parquet"):
        _tell(dataset.write_folder(engine, selection, Path(place), now=now), place)
    elif Path(place).exists() and not Path(place).is_file():  # a pipe, /dev/null: never replaced
        with Path(place).open("wb") as device:
            dataset.write_to(engine, selection, form, device)
    else:
        _tell(dataset.write_file(engine, selection, form, Path(place), now=now), place)


def _tell(manifest: dict[str, Any], place: str) -> None:
    print(
        f"newscrawl: {manifest['records']:,} records of {len(manifest['outlets'])} outlets in {place}; "
        f"what comes later: --since {manifest['next_since']}",
        file=sys.stderr,
    )
