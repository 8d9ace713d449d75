"""How text and linked headlines lie on a page: what tells an article from a list of articles."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from newscrawl.extract.blocks import Block
from newscrawl.extract.page import Page
from newscrawl.normalise.addresses import address_key, clean_url, host_of

TEXT = 40  # a block's score from which it reads as text
HEADLINE = 20  # characters of a linked line from which it may be a headline; menus have fewer
OWN = 25  # of a heading from which it is no section's name
SHORT_LINE = 60
WORDY = 12  # characters to a link in a headline; a line of author, section and tags has fewer
BACK = 15  # blocks above the text in which its own headline is looked for
REPEATED = 3  # the same words linked so often, to as many addresses: "read more"
# A letter of Chinese, Japanese or Korean says as much as two and a half of an alphabet.
_DENSE = 2.5
_CJK = re.compile("[\u2e80-\uffdf]{3}")
Head = Literal["own", "minor", "linked", ""]


@dataclass(frozen=True, slots=True)
class Layout:
    """Where a page's linked headlines are, seen from its text.

    `links` counts the blocks with links, `entries` those headlines; `turns`
    how often the text goes on after one, or begins with one; `head` says what
    stands above the text: a headline of the page's own, a short or minor
    heading, one that links elsewhere, or nothing.  `length` is that of the
    text, `lead` of what stands before the first turn, `beside` of running text
    that is not in it, in characters of an alphabet.
    """

    links: int = 0
    entries: int = 0
    turns: int = 0
    head: Head = ""
    length: float = 0.0
    beside: float = 0.0
    lead: float = 0.0


def weight(text: str) -> float:
    """Return how long a text is, in characters of an alphabet."""
    return len(text) * (1.0 if text.isascii() or not _CJK.search(text[:40]) else _DENSE)


def layout_of(page: Page, blocks: list[Block]) -> Layout:
    """Return the layout of a page from its blocks, the kept ones marked."""
    site = host_of(page.url)
    linked = [block for block in blocks if block.link_chars]
    entries = _entries(linked, site)
    kept = [block.order for block in blocks if block.kept and not block.is_heading]
    length = sum(weight(blocks[order].text) for order in kept)
    beside = sum(weight(block.text) for block in blocks if block.score > TEXT and not block.kept)
    if not kept:
        return Layout(len(linked), len(entries), beside=beside)
    inside = blocks[kept[0] : kept[-1] + 1]
    marks = entries | _onward(inside, site)
    turns, lead = _turns(inside, marks, site)
    first = next((order for order in kept if blocks[order].score > TEXT), kept[0])
    head = _head(page, blocks, first, entries)
    return Layout(len(linked), len(entries), turns, head, length, beside, lead)


def _entries(linked: list[Block], site: str) -> set[int]:
    """Return the blocks that are other stories' headlines, as far as can be told at a glance."""
    found = set()
    for block in linked:
        chars, link_chars = block.chars, block.link_chars
        if link_chars * 2 < chars or chars * _DENSE < HEADLINE:
            continue
        if chars < HEADLINE and weight(block.text) < HEADLINE:
            continue
        if _leads_elsewhere(block, site):
            found.add(block.order)
    return found


def _leads_elsewhere(block: Block, site: str) -> bool:
    """Whether a line's links lead to other pages, none where a link stands around it as around a card."""
    number = 0
    for part in block.parts:
        if type(part) is not str and part[0] == "a":
            if number < 2 and not _is_of(site, part[1] or ""):
                return False
            number += 1
            if number * WORDY > block.link_chars:
                return False
    return True


def _is_of(site: str, link: str) -> bool:
    """Whether a link leads to another page of the same site, so far as can be told at a glance."""
    if link.startswith(("http:", "https:", "//")):
        return site in link[: len(site) + 14]
    return bool(link) and not link.startswith(("#", "mailto:", "javascript:", "tel:"))


def _onward(inside: list[Block], site: str) -> set[int]:
    """Return the lines amid the text that lead on to another page of the site.

    They are paragraphs that end in a headline's link, and lines whose link has
    the same words again and again, each time with another address.
    """
    found: list[tuple[Block, str]] = []
    told: dict[str, set[str]] = {}
    for block in inside:
        if block.link_chars and (block.kept or block.chars < SHORT_LINE):
            for words, address in _leading_on(block):
                if _is_of(site, address):
                    found.append((block, words))
                    told.setdefault(words, set()).add(address)
    return {
        block.order
        for block, words in found
        if len(told[words]) >= REPEATED or (block.kept and weight(words) >= HEADLINE)
    }


def _leading_on(block: Block) -> list[tuple[str, str]]:
    """Return the words and addresses of a short line's links; of a paragraph's the one that it ends with."""
    found: list[tuple[str, str]] = []
    words, address = "", ""
    for part in block.parts:
        if type(part) is str:
            words += part
        elif part[0] == "a":
            words, address = "", part[1] or ""
        elif part[0] == "/a":
            found.append((words.strip(), address))
            words = ""
    if block.kept:
        return found[-1:] if len(words.strip()) < 2 else []
    return found


def _turns(inside: list[Block], marks: set[int], site: str) -> tuple[int, float]:
    turns, marked, lead = 0, False, 0.0
    for block in inside:
        if block.kept and not block.is_heading:
            turns += marked or (block.link_chars >= HEADLINE / 2 and _begins_with_link(block, site))
            lead += 0.0 if turns else weight(block.text)
            marked = block.order in marks
        elif block.order in marks:
            marked = True
    return turns, lead


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
    title = (page.heads["title"][0].text or "") if page.heads["title"] else ""
    if any(block.link_share < 0.5 and _is_own(block, title) for block in (*above, blocks[first])):
        return "own"
    for block in above:
        if block.is_heading or block.order in entries:
            if block.link_share > 0.5:
                return "own" if _is_itself(page, block) else "linked"
            return "minor"
    return ""


def _is_own(block: Block, title: str) -> bool:
    """Whether an unlinked line is the page's headline: its first heading, or what its title says."""
    return weight(block.text) >= OWN and (block.tag == "h1" or block.text in title)


def _is_itself(page: Page, block: Block) -> bool:
    """Whether a headline links to its own page, as in many templates."""
    for link in block.links[:1]:
        if not link or link.startswith("#"):
            return True
        address = clean_url(link, page.base_url)
        return address is not None and address_key(address) == address_key(page.url)
    return False
