"""A page decoded, parsed and walked over once: what every stage of extraction reads."""

from __future__ import annotations

import re
from functools import cache
from typing import Literal
from urllib.parse import urljoin

from lxml import etree
from lxml.etree import _Element

from newscrawl.extract.decoding import decode
from newscrawl.extract.walk import walk

MAX_BYTES = 10 * 1024 * 1024
# Checking a tag's attributes for twins is quadratic: 40,000 of them cost 1.6 s, and reading them 3.6 s.
# So what is bounded is the root of the sum of their squares over all tags of a page.
MAX_ATTRIBUTES = 40_000

ProblemState = Literal["not_article", "unparsed", "too_large"]

# A tag with more than 24 quoted values, or with more than 100 characters between two of them.
_LONG_TAG = re.compile(
    r"""<[a-zA-Z](?=[^>"']{0,100}+(?:(?:"[^"]*+"|'[^']*+')[^>"']{0,100}+){0,24}+[^>])"""
    r"""(?:[^>"']++|"[^"]*+"|'[^']*+')*+"""
)
_ATTRIBUTE = re.compile(r""""[^"]*+"|'[^']*+'|[\s/]+[^\s/"'>]""")
_ATTRIBUTE_LENGTH = 4  # bytes that one takes at the least, when there are thousands with names of their own
_CONTROL = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f]")
_WEB_TYPES = ("html", "xml", "text/plain", "octet-stream")


class Page:
    """One page; never raises on any bytes.

    `problem` says in words why the page cannot be read (None when it can), and
    `problem_state` which state that is; `root` is then an empty document.
    `meta` maps each lower-cased name, property, itemprop or http-equiv of a
    meta element to its contents in document order; `heads` has the elements
    of each of the tags title, base, link and script, wherever they stand.
    `blocks` are its runs of text, `marks` what the markup calls its parts.
    """

    def __init__(self, body: bytes | str, url: str, content_type: str | None = None) -> None:
        self.url = url
        self.problem: str | None = None
        self.problem_state: ProblemState | None = None
        self.encoding, self.text = "utf-8", ""
        if not self._refused(body, content_type):
            self.encoding, self.text = decode(body, content_type)
        self.root: _Element = self._parse(body)
        self.html_lang: str | None = _language_of(self.root)
        found = walk(self.root)
        if found.fault is not None:
            self.refuse("unparsed", found.fault)
        self.blocks, self.marks, self.heads = found.blocks, found.noted.marks, found.noted.heads
        self.base_url: str = _base_of(self.heads["base"], url)
        self.meta: dict[str, list[str]] = _meta_of(found.noted.metas)

    def refuse(self, state: ProblemState, problem: str) -> None:
        """Note why the page cannot be read; the first reason stands."""
        if self.problem is None:
            self.problem, self.problem_state = problem, state

    def _refused(self, body: bytes | str, content_type: str | None) -> bool:
        if len(body) > MAX_BYTES:
            self.refuse("too_large", f"{len(body)} bytes, more than {MAX_BYTES}")
        elif content_type and not any(word in content_type.lower() for word in _WEB_TYPES):
            self.refuse("not_article", f"content type {content_type.split(';')[0].strip()[:80]}")
        elif isinstance(body, bytes) and _is_binary(body[:2048]):
            self.refuse("not_article", "binary data, no web page")
        elif not body[:2048].strip() and not body.strip():
            self.refuse("not_article", "empty answer")
        return self.problem is not None

    def _parse(self, body: bytes | str) -> _Element:
        if self.problem is None and _is_crowded(self.text):
            self.refuse("unparsed", "more attributes in its tags than can be parsed in time")
        markup = b"<html></html>" if self.problem else self._utf8(body)
        # Not lxml.html's parser: its element classes are looked up in Python, half the cost of a walk.
        parser = _parser()
        try:
            root = etree.fromstring(markup, parser)
        except (etree.LxmlError, ValueError) as error:
            self.refuse("not_article", f"no markup in it ({type(error).__name__})")
            root = None
        if root is None or not isinstance(root.tag, str):  # nothing but comments, say
            self.refuse("not_article", "no markup in it")
            return etree.fromstring(b"<html><body></body></html>", etree.HTMLParser())
        for entry in parser.error_log:
            if entry.type_name == "ERR_RESOURCE_LIMIT":
                self.refuse("unparsed", "nested past the parser's depth; text would be lost")
        return root

    def _utf8(self, body: bytes | str) -> bytes:
        """Return the markup in UTF-8: as it came where it is UTF-8 already (a copy costs half a parse)."""
        if (
            isinstance(body, bytes)
            and self.encoding == "utf-8"
            and "\ufffd" not in self.text
            and b"\0" not in body
        ):
            return body
        return self.text.replace("\0", "").encode("utf-8", "replace") or b"<html></html>"


@cache
def _parser() -> etree.HTMLParser:
    """Return the one parser: a page's own would keep the page in memory until the collector comes.

    It leaves comments out: a walk with events over 800,000 of them takes 35 s, and nothing reads them;
    nor does anything ask for an id, whose table is 2% of a parse.
    """
    return etree.HTMLParser(
        encoding="utf-8", huge_tree=True, remove_comments=True, remove_pis=True, collect_ids=False
    )


def _is_binary(head: bytes) -> bool:
    if head[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return False  # UTF-16 with its BOM
    return head.startswith((b"%PDF", b"PK\x03\x04", b"\x1f\x8b")) or len(_CONTROL.findall(head)) * 20 > len(
        head
    )


def _is_crowded(text: str) -> bool:
    """Whether tags have so many attributes that parsing them would take minutes."""
    if len(text) < MAX_ATTRIBUTES * _ATTRIBUTE_LENGTH:
        return False
    tags = [tag[0] for tag in _LONG_TAG.finditer(text)]
    bound = MAX_ATTRIBUTES**2
    if sum((len(tag) // _ATTRIBUTE_LENGTH) ** 2 for tag in tags) < bound:
        return False
    return sum(len(_ATTRIBUTE.findall(tag)) ** 2 for tag in tags) > bound


def _language_of(root: _Element) -> str | None:
    for name in ("lang", "xml:lang", "{http://www.w3.org/XML/1998/namespace}lang"):
        value: str | None = root.get(name)
        if value and value.strip():
            return value.strip()[:40]
    return None


def _base_of(bases: list[_Element], url: str) -> str:
    for base in bases:
        href = base.get("href")
        if href:
            try:
                return str(urljoin(url, href.strip()))
            except ValueError:
                break
    return url


def _meta_of(elements: list[dict[str, str]]) -> dict[str, list[str]]:
    meta: dict[str, list[str]] = {}
    for said in elements:
        content = said.get("content")
        if content is None:
            continue
        names = [said[key].strip().lower() for key in _META_NAMES if said.get(key)]
        for name in names if len(names) < 2 else set(names):
            meta.setdefault(name, []).append(content)
    return meta


_META_NAMES = ("property", "name", "itemprop", "http-equiv")
