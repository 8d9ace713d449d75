"""`newscrawl outlets`: the catalogue, a line each."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING, Any

from newscrawl.cli import Exit, NewsCommand

if TYPE_CHECKING:
    from newscrawl.platforms.news import NewsSpider


class Command(NewsCommand):
    def syntax(self) -> str:
        return "[--country CC] [--language LL] [--json]"

    def short_desc(self) -> str:
        return "Show every outlet: country, languages, where it tells of articles"

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        super().add_options(parser)
        parser.add_argument("--country", metavar="CC", help="the outlets of a country (ISO 3166)")
        parser.add_argument("--language", metavar="LL", help="the outlets in a language (BCP 47)")
        parser.add_argument("--json", action="store_true", help="one JSON object an outlet, a line each")

    def execute(self, args: list[str], opts: argparse.Namespace) -> Exit:
        outlets = self.chosen_outlets(opts.country, opts.language)
        entries = [_entry(spider) for spider in outlets]
        if opts.json:
            import msgspec

            for entry in entries:
                print(msgspec.json.encode(entry).decode())
        else:
            _show(entries)
        return Exit.DONE


def _entry(spider: type[NewsSpider]) -> dict[str, Any]:
    """Return what `--json` prints of an outlet."""
    from newscrawl.catalogue import discovery_of

    notes = ["answers browsers only"] if spider.browsers_only else []
    notes += ["own rules"] if spider.rules != type(spider.rules)() else []
    return {
        "name": spider.name,
        "publisher": spider.publisher,
        "country": spider.country,
        "languages": spider.languages,
        "timezone": spider.timezone,
        "home": spider.home,
        "discovery": discovery_of(spider),
        "platform": spider.__mro__[1].__name__.removesuffix("Spider").lower(),
        "notes": notes,
    }


def _show(entries: list[dict[str, Any]]) -> None:
    from rich.table import Table
    from rich.text import Text

    from newscrawl.showing import screen

    table = Table(pad_edge=False, box=None, header_style="bold")
    for title in ("outlet", "publisher", "country", "languages", "discovery", "notes"):
        table.add_column(title)
    for entry in entries:
        told = [entry["name"], entry["publisher"], entry["country"] or "·"]
        told += [" ".join(entry["languages"]), ", ".join(entry["discovery"]).replace("_", " ")]
        table.add_row(*map(Text, [*told, ", ".join(entry["notes"])]))
    screen().print(table)
    print(f"{len(entries)} outlets in {len({entry['country'] for entry in entries} - {None})} countries")
