"""`newscrawl status`: how the outlets do, for people and for monitoring."""

from __future__ import annotations

import argparse
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

from newscrawl.cli import Exit, NewsCommand, fail

if TYPE_CHECKING:
    from sqlalchemy.engine import Engine


class Command(NewsCommand):
    most_arguments = 1

    def syntax(self) -> str:
        return "[OUTLET] [--json] [--prometheus FILE]"

    def short_desc(self) -> str:
        return "Show how the outlets do: alarms, articles, faults; exit code 3 where one is in trouble"

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        super().add_options(parser)
        parser.add_argument("--json", action="store_true", help="one JSON object an outlet, a line each")
        parser.add_argument(
            "--prometheus", metavar="FILE", help="write all outlets' metrics to a file, no more"
        )

    def execute(self, args: list[str], opts: argparse.Namespace) -> Exit:
        engine = self.database()
        try:
            return self._tell(engine, args, opts, datetime.now(UTC))
        finally:
            engine.dispose()

    def _tell(self, engine: Engine, args: list[str], opts: argparse.Namespace, now: datetime) -> Exit:
        if opts.prometheus:
            return self._write_metrics(engine, opts.prometheus, now)
        known = self._read(engine, args[0] if args else None, now)
        if args and args[0] not in known:
            self.known_outlet(args[0])
        if opts.json:
            import msgspec

            for told in known.values():
                print(msgspec.json.encode(told).decode())
        else:
            self._show(known, now, one=bool(args))
        return Exit.FAILED if any(told["alarms"] for told in known.values()) else Exit.DONE

    def _read(self, engine: Engine, outlet: str | None, now: datetime) -> dict[str, dict[str, Any]]:
        """Return what the database knows of each outlet; of one that is named, in detail."""
        from newscrawl import overview, watching
        from newscrawl.store import health, schedule
        from newscrawl.store.database import read
        from newscrawl.store.times import micros

        with read(engine) as connection:
            rules = watching.rules_of(self.settings)
            known = watching.overviews(connection, outlet, now, rules)
            if outlet in known:
                past = health.history(connection, outlet, micros(now))
                since = micros(now - timedelta(days=overview.DAYS))
                named = health.announced(connection, since, [outlet]).get(outlet, {})
                known[outlet] |= overview.detail(past, named)
                waiting, late = schedule.rechecks(connection, outlet, now=now)
                known[outlet] |= {"rechecks_waiting": waiting, "rechecks_late": late}
        return known

    def _show(self, known: dict[str, dict[str, Any]], now: datetime, *, one: bool) -> None:
        from newscrawl import overview
        from newscrawl.showing import screen
        from newscrawl.store.database import masked

        if not known:
            print(f"no outlet has been crawled into {masked(self.output().database_url)}")
        elif one:
            overview.show_one(next(iter(known.values())), screen(), now)
        else:
            overview.show_all(list(known.values()), screen(), now)
        print(_translations(self.settings.getbool("TRANSLATIONS")))

    def _write_metrics(self, engine: Engine, file: str, now: datetime) -> Exit:
        from newscrawl import watching

        try:
            watching.write_metrics(self.settings, engine, Path(file), now=now)
        except OSError as error:
            fail(f"cannot write {file}: {error.strerror or error}", Exit.STORAGE)
        return Exit.DONE


def _translations(wanted: bool) -> str:
    from newscrawl.dedupe.translation import is_available

    if not wanted:
        return "translations are not linked: TRANSLATIONS is off"
    if not is_available():
        return "translations are not linked: pip install 'newscrawl[translation]'"
    return "translations are linked"
