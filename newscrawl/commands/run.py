"""`newscrawl run`: many outlets, for cron."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from time import monotonic
from typing import TYPE_CHECKING, Any

from newscrawl.cli import Exit, NewsCommand, fail, heaviest, say

if TYPE_CHECKING:
    from sqlalchemy.engine import Engine

    from newscrawl.crawling import Crawl
    from newscrawl.crew import Watcher
    from newscrawl.results import Result
    from newscrawl.store.pauses import Pause

_JOBS_MOST = 4  # processes where none are named: a database has one writer at a time


@dataclass(frozen=True, slots=True)
class _Known:
    """What the database knows of outlets before a run, by name; `due_at` where it was asked for."""

    last_begins: Mapping[str, int]
    paused: Mapping[str, Pause]
    due_at: Mapping[str, datetime]


class Command(NewsCommand):
    most_arguments = 10_000

    def syntax(self) -> str:
        return "[OUTLET… | --country CC | --language LL] [--due] [--jobs N] [--for 12m]"

    def short_desc(self) -> str:
        return "Crawl many outlets; one summary, exit codes for cron"

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        super().add_options(parser)
        parser.add_argument("--country", metavar="CC", help="the outlets of a country (ISO 3166)")
        parser.add_argument("--language", metavar="LL", help="the outlets in a language (BCP 47)")
        parser.add_argument(
            "--due", action="store_true", help="those whose time has come, of each the sources that are due"
        )
        parser.add_argument(
            "--jobs", type=int, metavar="N", help=f"processes (default: the cores, at most {_JOBS_MOST})"
        )
        parser.add_argument(
            "--for",
            dest="time",
            metavar="12m",
            help="begin nothing after so long; what is left waits (90s, 1h)",
        )

    def execute(self, args: list[str], opts: argparse.Namespace) -> Exit:
        jobs = min(_JOBS_MOST, os.cpu_count() or 1) if opts.jobs is None else opts.jobs
        if jobs < 1:
            fail(f"--jobs is a number above 0, not {jobs}", Exit.USAGE)
        seconds = _seconds(opts.time)
        spiders = self.outlets_to_run(args, opts)
        now = datetime.now(UTC)
        known = self._known(spiders, now, due=opts.due)
        spiders = spiders if args else answering(spiders)
        if opts.due:
            self.settings.set("DUE_ONLY", True, priority="cmdline")
            if not (spiders := _due(spiders, known.due_at, now)):
                return Exit.DONE
        crawls = _in_order(spiders, known.last_begins)
        self._log_to_a_file()
        ends_at = None if seconds is None else monotonic() + seconds
        crawls, paused = _without_paused(crawls, known.paused)
        results = [*paused, *(self._run(crawls, jobs, ends_at) if crawls else [])]
        code = _tell(results)
        self._watch(results)
        return code

    def outlets_to_run(self, args: list[str], opts: argparse.Namespace) -> Sequence[type[Any]]:
        """Return the spiders that the command line means: those named, else a country's or language's."""
        if not args:
            return self.chosen_outlets(opts.country, opts.language)
        if opts.country or opts.language:
            fail("outlets are named, or chosen by --country and --language: not both", Exit.USAGE)
        named = [self.spider(name) for name in dict.fromkeys(args)]
        if needy := [spider.name for spider in named if "url" in getattr(spider, "takes", ())]:
            fail(f"{needy[0]} needs an address: scrapy crawl {needy[0]} -a url=https://…", Exit.USAGE)
        return named

    def _watch(self, results: list[Result]) -> None:
        """Judge the health of the outlets that ran to their end; a run that is to end at once leaves it."""
        from newscrawl import watching

        outlets = [result.outlet for result in results if result.ended]
        if outlets and not any(result.exit in (Exit.INTERRUPTED, Exit.STORAGE) for result in results):
            engine = self.database()
            try:
                watching.after_run(self.settings, engine, outlets, now=datetime.now(UTC))
                _index(engine)
            finally:
                engine.dispose()

    def _known(self, spiders: Sequence[type[Any]], now: datetime, *, due: bool) -> _Known:
        """Return what the database knows; nothing of it stays open for a fork."""
        from newscrawl.store import pauses, runs, schedule
        from newscrawl.store.database import read

        names, rechecks = [spider.name for spider in spiders], self.settings.getint("RECHECKS_A_RUN") > 0
        engine = self.database()
        try:
            with read(engine) as connection:
                last_begins = runs.last_begins(connection)
            last_begins = set_right(engine, last_begins, now)
            with read(engine) as connection:
                return _Known(
                    last_begins,
                    pauses.running(connection, now),
                    schedule.when_due(connection, names, rechecks=rechecks) if due else {},
                )
        finally:
            engine.dispose()

    def _log_to_a_file(self) -> None:
        """Keep the log out of what cron mails, unless it was said where it goes."""
        if self.settings["LOG_FILE"] or self.settings.getpriority("LOG_ENABLED") != 0:
            return
        folder = self.output().folder / "logs"
        try:
            folder.mkdir(exist_ok=True)
        except OSError as error:
            fail(f"cannot make the folder of the log, {folder}: {error.strerror}", Exit.STORAGE)
        self.settings.set("LOG_FILE", str(folder / "run.log"), priority="cmdline")

    def _run(self, crawls: list[Crawl], jobs: int, ends_at: float | None) -> list[Result]:
        from newscrawl import progress, showing
        from newscrawl.crew import Crew

        def crawl(watcher: Watcher, *, watched: bool) -> list[Result]:
            crew = Crew(self.settings, crawls, watcher, jobs=jobs, ends_at=ends_at, watched=watched)
            return crew.run()

        console = showing.screen(stderr=True)
        if not console.is_terminal:
            return crawl(progress.Lines(console), watched=False)
        with progress.Display(console, len(crawls), ends_at) as display:
            return crawl(display, watched=True)


def set_right(engine: Engine, last_begins: dict[str, int], now: datetime) -> dict[str, int]:
    """Make due what outlets put off by a clock that was ahead; return when their last runs began."""
    from newscrawl.store import rewinding, runs
    from newscrawl.store.database import read, write

    ahead = [outlet for outlet, began in last_begins.items() if rewinding.is_ahead(began, now)]
    if not ahead:
        return last_begins
    for outlet in ahead:
        with write(engine) as connection:
            rewinding.set_right(connection, outlet, now)
    number = f"{len(ahead)} outlet{'s' * (len(ahead) > 1)}"
    print(f"newscrawl: the clock was ahead; what {number} put off is due", file=sys.stderr)
    with read(engine) as connection:
        return runs.last_begins(connection)


def _due(spiders: Sequence[type[Any]], due_at: Mapping[str, datetime], now: datetime) -> Sequence[type[Any]]:
    """Return the spiders whose time has come; say when the next one's does where there are none."""
    due = [spider for spider in spiders if due_at[spider.name] <= now]
    if not due:
        first = min((spider.name for spider in spiders), key=due_at.__getitem__)
        print(f"newscrawl: nothing is due before {due_at[first]:%Y-%m-%dT%H:%M:%SZ} ({first})")
    return due


def _without_paused(crawls: list[Crawl], paused: Mapping[str, Pause]) -> tuple[list[Crawl], list[Result]]:
    """Return the crawls of outlets that may be asked, and what there is to say of the others."""
    from newscrawl.results import Result

    told = [Result(c.name, Exit.FAILED, error=paused[c.name].words) for c in crawls if c.name in paused]
    for result in told:
        say(f"{result.outlet}: {result.error}", to=sys.stderr)
    return [crawl for crawl in crawls if crawl.name not in paused], told


def _index(engine: Engine) -> None:
    """Bring the search index up to the run, where `newscrawl browse` made one; the run is safe without it."""
    from newscrawl.store import search
    from newscrawl.store.database import StoreError

    try:
        search.follow(engine, lately=True)
    except StoreError as error:
        print(f"newscrawl: {error}", file=sys.stderr)


def _in_order(spiders: Sequence[type[Any]], last: Mapping[str, int]) -> list[Crawl]:
    from newscrawl.crawling import Crawl
    from newscrawl.turns import longest_ago_first

    return longest_ago_first([Crawl(spider) for spider in spiders], last)


def _tell(results: list[Result]) -> Exit:
    """Print the summary, and which outlets a heavy exit code is about; return the code."""
    from newscrawl import showing

    showing.summary(results, showing.screen())
    code = heaviest([result.exit for result in results])
    if code is not Exit.DONE:
        print(f"newscrawl: {showing.why_not_done(results, code)}", file=sys.stderr)
    return code


def _seconds(text: str | None) -> float | None:
    from newscrawl.turns import duration

    try:
        return duration(text) if text is not None else None
    except ValueError as error:
        fail(f"--for is {error}", Exit.USAGE)


def answering(outlets: Sequence[Any]) -> list[Any]:
    """Leave out the outlets that answer browsers only, if others are left: they would fail every run."""
    kept = [spider for spider in outlets if not spider.browsers_only]
    if kept and (left := len(outlets) - len(kept)):
        print(f"newscrawl: left out {left} that answer browsers only; name one to try", file=sys.stderr)
    return kept or list(outlets)
