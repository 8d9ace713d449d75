"""`newscrawl probe URL`: what a site offers, and a spider for it."""

from __future__ import annotations

import argparse
import re
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

from newscrawl.cli import Exit, NewsCommand, fail, own_module

if TYPE_CHECKING:
    from newscrawl.discover.offers import Announcer, Offer
    from newscrawl.extract.engine import Reading


class Command(NewsCommand):
    most_arguments = 1

    def syntax(self) -> str:
        return "URL [--name NAME] [--write]"

    def short_desc(self) -> str:
        return "Look at a site: its feeds, sitemaps, sections; print a spider for it"

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        super().add_options(parser)
        parser.add_argument("--name", metavar="NAME", help="what the spider is called (default: by the host)")
        parser.add_argument(
            "--write", action="store_true", help="write the spider's file, where genspider does"
        )

    def execute(self, args: list[str], opts: argparse.Namespace) -> Exit:
        from newscrawl.catalogue import catalogue
        from newscrawl.items import Article
        from newscrawl.normalise.addresses import clean_url
        from newscrawl.probing import ProbeError, probe
        from newscrawl.spiderfile import name_of, spider_file

        if not args or clean_url(args[0]) is None:
            fail(f"not a web address: {args[0]}" if args else "which site? an address", Exit.USAGE)
        name = opts.name or name_of(args[0])
        if not re.fullmatch(r"[a-z][a-z0-9_]*", name):
            fail(f"a spider's name is its file's: lower-case letters, digits and _, not {name!r}", Exit.USAGE)
        if opts.write and name in self.outlets():
            fail(f"{name} exists already; --name gives it another name", Exit.USAGE)
        try:
            offer, sample = probe(self.settings, args[0])
        except ProbeError as error:
            fail(f"{args[0]}: {error}", Exit.FAILED)
        text = spider_file(offer, name, sample.article if sample else Article())
        print("\n".join(_told(offer, sample)))
        if known := catalogue().spider_of(offer.home):
            print(f"  the outlet {known.name} is on this host")
        self._hand_over(name, text, write=opts.write)
        return Exit.DONE if offer.articles else Exit.NOTHING_NEW

    def _hand_over(self, name: str, text: str, *, write: bool) -> None:
        """Print the spider's file, or write it where the user's spiders are."""
        if not write:
            print(f"\n{text}", end="")
            return
        package = import_module(own_module(self.settings))
        path = Path(next(iter(package.__path__)), f"{name}.py")
        path.write_text(text, encoding="utf-8")
        print(f"\n{path}")


def _told(offer: Offer, sample: Reading | None) -> Iterator[str]:
    facts = offer.facts
    yield f"{offer.home}  {facts.publisher or 'no name'}, {facts.language or 'no language told'}"
    for announcer in offer.announcers:
        yield f"  {announcer.source.kind.replace('_', ' ')}: {announcer.source.url}: {_state(announcer)}"
    for key, value in (("canonical", offer.canonical), ("AMP", offer.amp)):
        if value:
            yield f"  {key}: {value}"
    if offer.sections:
        yield f"  {len(offer.sections)} sections: {' '.join(offer.sections[:6])}"
    told = f"{len(offer.articles)} articles told of"
    yield (
        f"  {told}; their addresses share {offer.pattern}" if offer.pattern else f"  {told}, of no one shape"
    )
    if sample is None:
        yield "  no article was read"
        return
    article = sample.article
    yield f"  {article.url}: {sample.state}: {sample.reason}"
    who = ", ".join(author.name for author in article.authors) or "no author"
    yield f"    {article.headline!r}, {who}, {article.date_published}, {article.word_count} words"


def _state(announcer: Announcer) -> str:
    if announcer.fault and not announcer.works:
        return announcer.fault
    newest = f", newest {announcer.newest:%Y-%m-%d %H:%M}" if announcer.newest else ""
    if announcer.children and not announcer.articles:
        return f"an index of {len(announcer.children)}"
    return f"{len(announcer.articles)} articles{newest}"
