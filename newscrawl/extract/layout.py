"""How text and linked headlines lie on a page: what tells an article from a list of articles."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import Literal
from urllib.parse import urljoin

from newscrawl.extract.blocks import Block
from newscrawl.extract.page import Page
from newscrawl.normalise.addresses import address_key, host_of

TEXT = 40  # a block's score from which it reads as text
HEADLINE = 20  # characters of a linked line from which it may be a headline; menus have fewer
OWN = 25  # of a heading from which it is no section's name
BACK = 15  # blocks above the text in which its own headline is looked for
REPEATED = 3  # the same words linked so often, to as many addresses: "read more"
# A letter of Chinese, Japanese or Korean says as much as two and a half of an alphabet.
_DENSE = 2.5
Head = Literal["own", "minor", "linked", ""]


@dataclass(frozen=True, slots=True)
class Layout:
    """Where a page's linked headlines are, seen from its text.

    `entries` counts them; `turns` how often the text goes on after one, or
    begins with one; `head` says what stands above the text: a headline of the
    page's own, a short or minor heading, one that links elsewhere, or nothing.
    `length` is that of the text and `beside` of running text that is not in
    it, in characters of an alphabet.
    """

    entries: int = 0
    turns: int = 0
    head: Head = ""
    length: float = 0.0
    beside: float = 0.0


def weight(text: str) -> float:
    """Return how long a text is, in characters of an alphabet."""
    return len(text) * (_DENSE if _is_dense(text) else 1.0)


def _is_dense(text: str) -> bool:
    if text.isascii():
        return False
    begin = text[:40]
    return 3 * sum("\u2e80" < letter < "\uffe0" for letter in begin) > len(begin)


def layout_of(page: Page, blocks: list[Block]) -> Layout:
    """Return the layout of a page from its blocks, the kept ones marked."""
    site = host_of(page.url)
    entries = {block.order for block in blocks if block.link_chars and _is_entry(block, site)}
    kept = [block.order for block in blocks if block.kept and not block.is_heading]
    length = sum(weight(blocks[order].text) for order in kept)
    beside = sum(weight(block.text) for block in blocks if block.score > TEXT and not block.kept)
    if not kept:
        return Layout(len(entries), beside=beside)
    inside = blocks[kept[0] : kept[-1] + 1]
    marks = entries | _repeated(inside)
    return Layout(
        len(entries), _turns(inside, marks, site), _head(page, blocks, kept[0], entries), length, beside
    )


def _is_entry(block: Block, site: str) -> bool:
    if block.link_chars * 2 < block.chars or weight(block.text[:40]) < HEADLINE:
        return False
    return all(_is_of(site, link) for link in block.links[:2])


def _is_of(site: str, link: str) -> bool:
    """Whether a link leads to another page of the same site, so far as can be told at a glance."""
    if link.startswith(("http:", "https:", "//")):
        return site in link[: len(site) + 14]
    return bool(link) and not link.startswith(("#", "mailto:", "javascript:", "tel:"))


def _repeated(blocks: list[Block]) -> set[int]:
    """Return the short links among the text whose words come again and again, each time to another page."""
    short = [block for block in blocks if block.link_share > 0.8 and block.chars < 40]
    words = Counter(block.text for block in short)
    often = {word for word, number in words.items() if number >= REPEATED}
    addresses = {(block.text, link) for block in short if block.text in often for link in block.links}
    told = Counter(word for word, _ in addresses)
    return {block.order for block in short if told[block.text] >= REPEATED}


def _turns(inside: list[Block], marks: set[int], site: str) -> int:
    turns, marked = 0, False
    for block in inside:
        if block.kept and not block.is_heading:
            turns += marked or (block.link_chars >= HEADLINE / 2 and _begins_with_link(block, site))
            marked = False
        elif block.order in marks:
            marked = True
    return turns


def _begins_with_link(block: Block, site: str) -> bool:
    """Whether a headline's link opens the block; a time or a number may stand before it."""
    for part in block.parts:
        if type(part) is str:
            if len(said := part.strip()) > 12 or (said and not said[:1].isdigit()):
                return False
        elif part[0] == "a":
            return _is_of(site, part[1] or "") and weight(block.text[: block.link_chars]) >= HEADLINE
    return False


def _head(page: Page, blocks: list[Block], first: int, entries: set[int]) -> Head:
    above = blocks[max(0, first - BACK) : first][::-1]
    if any(block.tag == "h1" and block.link_share < 0.5 and weight(block.text) >= OWN for block in above):
        return "own"
    for block in above:
        if block.is_heading or block.order in entries:
            if block.link_share > 0.5:
                return "own" if _is_itself(page, block) else "linked"
            return "minor"
    return ""


def _is_itself(page: Page, block: Block) -> bool:
    """Whether a headline links to its own page, as in many templates."""
    keys = {address_key(urljoin(page.base_url, link)) for link in block.links[:1]}
    return address_key(page.url) in keys
