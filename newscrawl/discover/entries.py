"""The entries of an XML document, one batch at a time, however broken the document is.

The text is cut after the entries' closing tags into batches of some 64 KiB,
and each batch is parsed by itself under the document's opening tag.  So
memory does not grow with the entries, a stray tag costs one entry and not the
rest of the feed (libxml2 stops reading at a root that a stray tag has
closed), and a document type with its entities is never parsed at all.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from lxml import etree

from newscrawl.discover.encoding import mended, text_pieces

_OVERLAP = 10_000  # characters in which a root's opening tag must fit
MAX_ENTRY = 2 * 1024 * 1024  # characters; one entry with its full text
ROOT = re.compile(
    r"<((?:[A-Za-z][\w-]{0,20}:)?(rss|feed|rdf|channel|urlset|sitemapindex))(?=[\s>])[^<>]{0,8000}>", re.I
)
# A tag of 100,000 attributes costs libxml2 20 s (each is compared with each); no honest one is so long.
_CROWDED_TAG = re.compile(r"<(?!!\[CDATA)[^<>]{20000,}>?")
# Namespaces by a telling part of their address: sites write them with typing errors and old versions.
_SPACES = {
    "purl.org/dc/terms": "dcterms",
    "purl.org/dc": "dc",
    "sitemap-news": "news",
    "feedburner": "feedburner",
    "sitemaps.org": "",
    "google.com/schemas/sitemap/": "",
    "/2005/atom": "",
    "purl.org/atom": "",
    "purl.org/rss/1.0/modules/": "module",
    "purl.org/rss": "",
}


class Entries:
    """Iterate the elements named `names`; `head`, `tail` and `problem` are known when iteration has ended.

    `head` is the tree of the first batch (known before the first entry),
    `tail` of what follows the last one, `problem` one line when the document
    is cut off or parts were left out.
    """

    def __init__(self, body: bytes, names: tuple[str, ...], content_type: str | None = None) -> None:
        self.head: etree._Element | None = None
        self.tail: etree._Element | None = None
        self.problem: str | None = None
        self._opening = self._root = ""
        self._pieces = mended(text_pieces(body, content_type))
        self._tags = [f"{{*}}{name}" for name in names]
        self._open = re.compile(rf"<(?:[\w-]+:)?(?:{'|'.join(names)})(?=[\s>])")
        self._close = re.compile(rf"</(?:[\w-]+:)?(?:{'|'.join(names)})\s*>")

    def __iter__(self) -> Iterator[etree._Element]:
        buffer, ended = "", False
        for piece in self._pieces:
            buffer = buffer + piece if self._opening else self._find_root(buffer + piece)
            ended = ended or f"</{self._root or '>'}" in buffer
            closes = [found.end() for found in self._close.finditer(buffer)]
            if closes:
                yield from self._batch(buffer, closes)
                buffer = buffer[closes[-1] :]
            elif len(buffer) > MAX_ENTRY:
                buffer = self._left_out()
        self._finish(buffer, ended)

    def _find_root(self, text: str) -> str:
        """Return what follows the root's opening tag; whatever stands before it is dropped."""
        found = ROOT.search(text)
        if not found:
            return text[-_OVERLAP:]
        self._opening, self._root = found[0], found[1]
        return text[found.end() :]

    def _batch(self, text: str, closes: list[int]) -> Iterator[etree._Element]:
        tree = self._parse(text[: closes[-1]])
        self.head = tree if self.head is None else self.head
        found = list(tree.iter(self._tags)) if tree is not None else []
        yield from found if len(found) == len(closes) else self._one_by_one(text, closes)

    def _one_by_one(self, text: str, closes: list[int]) -> Iterator[etree._Element]:
        """Parse each entry by itself: broken markup in one then harms no other."""
        for start, end in zip([0, *closes], closes, strict=False):
            opening = self._open.search(text, start, end)
            tree = self._parse(text[opening.start() : end]) if opening else None
            element = next(tree.iter(self._tags), None) if tree is not None else None
            if element is not None:
                yield element

    def _parse(self, text: str) -> etree._Element | None:
        parser = etree.XMLParser(recover=True, resolve_entities=False, no_network=True, encoding="utf-8")
        text = _CROWDED_TAG.sub("", text)
        markup = f"{self._opening}{text}</{self._root}>".encode("utf-8", "replace")
        try:
            return etree.fromstring(markup, parser)
        except etree.XMLSyntaxError:
            return None

    def _left_out(self) -> str:
        self.problem = f"an entry of more than {MAX_ENTRY >> 20} MiB was left out"
        return ""

    def _finish(self, rest: str, ended: bool) -> None:
        if not self._opening:
            self.problem = "no feed or sitemap in it"
            return
        self.tail = self._parse(rest[:MAX_ENTRY])
        self.head = self.tail if self.head is None else self.head
        if not ended:
            self.problem = "cut off: its end is missing"


@lru_cache(maxsize=1024)
def _name(tag: str, prefix: str | None) -> str:
    space, _, local = tag.rpartition("}")
    if not space:
        return local.lower()  # an undeclared prefix stays in the tag: "dc:date"
    known = next((short for part, short in _SPACES.items() if part in space.lower()), prefix or "")
    return f"{known}:{local}".lower().removeprefix(":")


def name_of(element: etree._Element) -> str:
    """Return an element's name as "date", or as "dc:date" outside feed's and sitemap's own namespaces."""
    tag = element.tag
    return _name(tag, element.prefix) if isinstance(tag, str) else ""


def text_of(element: etree._Element) -> str:
    """Return all text in an element, trimmed."""
    return ("".join(map(str, element.itertext())) if len(element) else element.text or "").strip()
