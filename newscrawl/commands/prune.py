"""`newscrawl prune`: an article taken down for good."""

from __future__ import annotations

import argparse
import sys
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from newscrawl.cli import Exit, NewsCommand, fail

if TYPE_CHECKING:
    from newscrawl.pruning import Removed


class Command(NewsCommand):
    def syntax(self) -> str:
        return "--url URL | --id ID [--reason TEXT]"

    def short_desc(self) -> str:
        return "Take an article down: out of the database and all files, and it does not come back"

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        super().add_options(parser)
        parser.add_argument("--url", metavar="URL", help="take down the article at this address")
        parser.add_argument("--id", metavar="ID", help="take down the article with this id")
        parser.add_argument("--reason", metavar="TEXT", help="why: stands in the ledger and takedowns.jsonl")

    def execute(self, args: list[str], opts: argparse.Namespace) -> Exit:
        if (opts.url is None) == (opts.id is None):
            fail("what? --url URL or --id ID", Exit.USAGE)
        # What a shell hands over need not be UTF-8.
        told = [
            text and text.encode("utf-8", "replace").decode() for text in (opts.url or opts.id, opts.reason)
        ]
        return self._take_down(told[0], opts, told[1])

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
