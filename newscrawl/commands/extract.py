"""`newscrawl extract`: one page to one record."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from newscrawl.cli import Exit, NewsCommand, fail, say, the_time

if TYPE_CHECKING:
    from newscrawl.extract.engine import Reading


class Command(NewsCommand):
    most_arguments = 1

    def syntax(self) -> str:
        return "FILE|URL|- [--url URL] [--fetched-at T] [--explain]"

    def short_desc(self) -> str:
        return "Print the record of one page, a line of JSON"

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        super().add_options(parser)
        parser.add_argument("--url", metavar="URL", help="the page's address")
        parser.add_argument(
            "--fetched-at", metavar="T", help='when it was downloaded: "today" on it counts from then'
        )
        parser.add_argument("--generic", action="store_true", help="leave the outlet's own rules out")
        parser.add_argument(
            "--explain",
            action="store_true",
            help="show each field's source and the candidates that lost, and why blocks were kept or dropped",
        )

    def execute(self, args: list[str], opts: argparse.Namespace) -> Exit:
        from newscrawl.reading import read_page

        if not args:
            fail("which page? a file, an address, or - for standard input", Exit.USAGE)
        at = the_time(opts.fetched_at) if opts.fetched_at else None
        body, url, content_type = self._page(args[0], opts.url)
        reading = read_page(
            body,
            url=url,
            content_type=content_type,
            fetched_at=at,
            generic=opts.generic,
            explain=opts.explain,
        )
        _print(reading, opts.explain)
        return Exit.DONE

    def _page(self, named: str, url: str | None) -> tuple[bytes, str, str | None]:
        """Return the page's bytes, address and content type (None for a file)."""
        from newscrawl.normalise.addresses import clean_url

        if named.startswith(("http://", "https://")):
            if clean_url(named) is None:
                fail(f"not a web address: {named}", Exit.USAGE)
            return self._fetched(named)
        if not url or clean_url(url) is None:
            fail(
                f"not a web address: {url}" if url else "a file needs its page's address: --url URL",
                Exit.USAGE,
            )
        try:
            body = sys.stdin.buffer.read() if named == "-" else Path(named).read_bytes()
        except OSError as error:
            fail(f"cannot read {named}: {error.strerror or error}", Exit.USAGE)
        return body, url, None

    def _fetched(self, url: str) -> tuple[bytes, str, str | None]:
        from newscrawl.fetching import FetchError, fetch

        try:
            return fetch(self.settings, url)
        except FetchError as error:
            fail(f"{url}: {error}", Exit.FAILED)


def _print(reading: Reading, explain: bool) -> None:
    import msgspec

    from newscrawl.reading import explanation

    if explain:
        for line in explanation(reading):
            say(line)
        return
    if reading.state != "article":
        say(f"newscrawl: {reading.state}: {reading.reason}", to=sys.stderr)
    sys.stdout.buffer.write(msgspec.json.encode(reading.article) + b"\n")
