"""`newscrawl history URL|ID`: the versions of an article, and what changed from one to the next."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from typing import TYPE_CHECKING

from newscrawl.cli import Exit, NewsCommand, fail, readable, say

if TYPE_CHECKING:
    from newscrawl.store.history import History, Version


class Command(NewsCommand):
    most_arguments = 1

    def syntax(self) -> str:
        return "URL|ID [--json]"

    def short_desc(self) -> str:
        return "Show an article's versions and what changed"

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        super().add_options(parser)
        parser.add_argument("--json", action="store_true", help="one JSON object")

    def execute(self, args: list[str], opts: argparse.Namespace) -> Exit:
        import msgspec

        from newscrawl.store.database import read
        from newscrawl.store.history import article_named, history_of

        if not args:
            fail("which article? its address or its id", Exit.USAGE)
        named = readable(args[0])
        with read(self.database()) as connection:
            article_id = article_named(connection, named)
            found = history_of(connection, article_id) if article_id else None
        if found is None:
            fail(f"no article is known by {named}", Exit.USAGE)
        if opts.json:
            print(msgspec.json.encode(found).decode())
        else:
            for line in _told(found):
                say(line)
        return Exit.DONE


def _told(history: History) -> Iterator[str]:
    yield f"{history.url} ({history.id})"
    yield f"  outlet: {history.outlet}"
    if history.state:
        yield f"  state: {history.state}" + (f" ({history.reason})" if history.reason else "")
    if origin := history.copy_of:
        yield f"  {origin.relation} of {origin.url}: {'; '.join(origin.evidence)}"
    for version in history.versions:
        yield from _version(version)


def _version(version: Version) -> Iterator[str]:
    modified = f", changed by the outlet {version.date_modified}" if version.date_modified else ""
    yield ""
    yield f"version {version.version}, seen {version.seen or 'at an unknown time'}{modified}"
    yield f"  {version.headline or 'without a headline'}"
    for change in version.changed:
        yield f"  {change.key}:"
        yield from (f"    - {text}" for text in change.removed)
        yield from (f"    + {text}" for text in change.added)
    for correction in version.corrections:
        yield f"  correction: {correction.text}"
