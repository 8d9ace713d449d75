"""`newscrawl prune`: an article taken down for good, or let in again; retention."""

from __future__ import annotations

import argparse
import sys
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from newscrawl.cli import Exit, NewsCommand, fail, readable

if TYPE_CHECKING:
    from sqlalchemy.engine import Engine

    from newscrawl.pruning import Removed


_LEAST_DAYS = 60  # what sources still name and copies are compared with is younger
_UNITS = {"d": 1, "w": 7, "y": 365}


class Command(NewsCommand):
    def syntax(self) -> str:
        return (
            "--url URL | --id ID [--reason TEXT | --lift]"
            " | --older-than 400d [--keep-records] [--vacuum] [--dry-run]"
        )

    def short_desc(self) -> str:
        return "Take an article down for good, or remove what is old"

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        super().add_options(parser)
        parser.add_argument("--url", metavar="URL", help="take down the article at this address")
        parser.add_argument("--id", metavar="ID", help="take down the article with this id")
        parser.add_argument("--reason", metavar="TEXT", help="why: stands in the ledger and takedowns.jsonl")
        parser.add_argument("--lift", action="store_true", help="end its takedown: it may be fetched again")
        parser.add_argument("--older-than", metavar="400d", help="remove what is older (60d and more; w, y)")
        parser.add_argument("--keep-records", action="store_true", help="but articles and their files stay")
        parser.add_argument("--vacuum", action="store_true", help="then let the database's file shrink")
        parser.add_argument("--dry-run", action="store_true", help="only tell how much is older")

    def execute(self, args: list[str], opts: argparse.Namespace) -> Exit:
        if [opts.url, opts.id, opts.older_than].count(None) != 2:
            fail("what? --url URL, --id ID or --older-than 400d", Exit.USAGE)
        of_age = opts.keep_records or opts.vacuum or opts.dry_run
        of_one = opts.lift or opts.reason
        if (of_age and not opts.older_than) or (of_one and opts.older_than):
            fail("--reason and --lift go with --url and --id, all else with --older-than", Exit.USAGE)
        if opts.lift and opts.reason:
            fail("--reason says why an article is taken down; it does not go with --lift", Exit.USAGE)
        if opts.older_than:
            return self._remove_old(_days(opts.older_than), opts)
        if opts.lift:
            return self._lift(readable(opts.url or opts.id))
        reason = opts.reason and readable(opts.reason)
        return self._take_down(readable(opts.url or opts.id), opts, reason)

    def _remove_old(self, days: int, opts: argparse.Namespace) -> Exit:
        from newscrawl import pruning
        from newscrawl.store.backup import must_exist
        from newscrawl.store.locks import LockedError

        must_exist(self.output().database_url)
        engine, output = self.database(), self.output()
        before = datetime.now(UTC) - timedelta(days=days)
        act = pruning.old if opts.dry_run else pruning.remove_old
        told = act(engine, output, before, keep_records=opts.keep_records)
        counts = ", ".join(f"{number} {what}" for what, number in told.items())
        print(f"older than {before:%Y-%m-%d}{', would go' if opts.dry_run else ', removed'}: {counts}")
        try:
            if opts.vacuum and not opts.dry_run:
                self._shrink(engine)
        except LockedError as error:
            fail(f"{error}; what is old is removed, its space not given back yet", Exit.LOCKED)
        return Exit.DONE

    def _shrink(self, engine: Engine) -> None:
        from newscrawl.store.locks import every_outlet
        from newscrawl.store.retention import give_space_back

        with every_outlet(self.outlets(), self.output().locks):
            give_space_back(engine)

    def _take_down(self, named: str, opts: argparse.Namespace, reason: str | None) -> Exit:
        from newscrawl import pruning
        from newscrawl.normalise.addresses import clean_url
        from newscrawl.store.locks import LockedError

        if opts.url is not None and clean_url(named) is None:
            fail(f"not a web address: {named}", Exit.USAGE)
        now = datetime.now(UTC)
        try:
            removed = pruning.take_down(self.database(), self.output(), named, reason=reason, now=now)
        except LockedError as error:
            fail(f"{error}; nothing was taken down: try again when it has ended", Exit.LOCKED)
        if removed is None:
            fail(f"no article is known by {named}", Exit.USAGE)
        _tell(removed)
        return Exit.DONE

    def _lift(self, named: str) -> Exit:
        from newscrawl import pruning
        from newscrawl.store.backup import must_exist
        from newscrawl.store.locks import LockedError

        must_exist(self.output().database_url)
        try:
            lifted = pruning.lift(self.database(), self.output(), named, now=datetime.now(UTC))
        except LockedError as error:
            fail(f"{error}; nothing was lifted: try again when it has ended", Exit.LOCKED)
        if lifted is None:
            fail(f"nothing was taken down under {named}", Exit.USAGE)
        done, queued = lifted
        print(f"{done.url}: its takedown is lifted; addresses queued for the next run: {queued}")
        return Exit.DONE


def _days(text: str) -> int:
    number, unit = text[:-1], text[-1:]
    days = (
        int(number) * _UNITS.get(unit, 0) if number.isascii() and number.isdigit() and len(number) < 6 else 0
    )
    if days < _LEAST_DAYS:
        fail(f"--older-than takes {_LEAST_DAYS}d and more (400d, 60w, 2y), not {text}", Exit.USAGE)
    return days


def _tell(removed: Removed) -> None:
    done = removed.takedown
    if removed.before:
        print(f"{done.url}: taken down before; its files were looked through once more")
    elif done.article_id is None:
        print(f"{done.url}: no article of it is known; it will not be fetched")
    else:
        print(f"{done.url}: article {done.article_id} of {done.outlet} is taken down")
    for path in removed.files.files:
        print(f"  written anew without it: {path}")
    for fault in removed.files.left:
        print(f"newscrawl: look for it yourself: {fault}", file=sys.stderr)
