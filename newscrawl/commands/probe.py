"""`newscrawl probe URL`: what a site offers, and a spider for it."""

from __future__ import annotations

import argparse
import re
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from newscrawl.cli import Exit, NewsCommand, fail, own_package, say

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
        from newscrawl.probing import ProbeError, probe
        from newscrawl.spiderfile import spider_file

        name = _named(args, opts.name)
        path = self._place_of(name) if opts.write else None
        try:
            offer, sample = probe(self.settings, args[0])
        except ProbeError as error:
            fail(f"{args[0]}: {error}", Exit.FAILED)
        text = spider_file(offer, name, sample.article if sample else Article())
        for line in _told(offer, sample):
            say(line)
        if known := catalogue().spider_of(offer.home):
            print(f"  the outlet {known.name} is on this host")
        if path is None:
            print(f"\n{text}", end="")
        elif offer.articles:
            path.write_text(text, encoding="utf-8")
            print(f"\n{path}")
        else:
            print(f"\nnothing to read it by, so no {path}; genspider writes one with TODOs")
        return Exit.DONE if offer.articles else Exit.NOTHING_NEW

    def _place_of(self, name: str) -> Path:
        """Return where the spider's file goes, or end with a usage error where one is already."""
        path = Path(own_package(self.settings).__path__[0], f"{name}.py")
        if path.exists() or name in self.outlets():
            fail(f"{name} exists already; --name gives it another name", Exit.USAGE)
        return path


def _named(args: list[str], name: str | None) -> str:
    """Return the spider's name, or end with a usage error where address or name is none."""
    from newscrawl.normalise.addresses import clean_url
    from newscrawl.spiderfile import name_of

    if not args or clean_url(args[0]) is None:
        fail(f"not a web address: {args[0]}" if args else "which site? an address", Exit.USAGE)
    name = name or name_of(args[0])
    if not re.fullmatch(r"[a-z][a-z0-9_]*", name):
        fail(f"a spider's name is its file's: lower-case letters, digits and _, not {name!r}", Exit.USAGE)
    return name


def _told(offer: Offer, sample: Reading | None) -> Iterator[str]:
    facts = offer.facts
    yield f"{offer.home}  {facts.publisher or 'no name'}, {facts.language or 'no language told'}"
    if offer.fault:
        yield f"  its front page is none: {offer.fault}"
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
