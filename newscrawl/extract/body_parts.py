"""Lists, tables, definitions, quotations and code among an article's paragraphs, drop caps before them."""

from __future__ import annotations

from itertools import pairwise

from newscrawl.extract.blocks import Block, Box

_PARTS = frozenset(
    ("table", "thead", "tbody", "tfoot", "tr", "td", "th", "dl", "dt", "dd", "pre", "blockquote", "p")
)
_WHOLE = frozenset(("table", "dl", "pre", "blockquote"))
_MOSTLY_LINKS = 0.45
_QUOTES = " \n\"'“”„«»‘’…"


def keep_lists(inside: list[Block]) -> None:
    """Short items between kept blocks of the same list are text too; a list of links is none."""
    lists: dict[int, list[Block]] = {}
    for block in inside:
        if (home := block.box.nearest("list")) is not None:
            lists.setdefault(id(home), []).append(block)
    for items in lists.values():
        if any(item.is_heading or item.box.reason for item in items):
            continue  # headlines with their authors: a list of other articles
        links = _are_links(items)
        for item in items:
            if links:
                item.drop("list of links")
            else:
                item.keep("list")


def keep_parts(inside: list[Block]) -> None:
    """Keep what stands among paragraphs of the text though it does not read as text by itself.

    Cells, definitions, code and short quotations have hardly a sentence; on
    pages beside news (recipes, manuals, tests) every tenth segment is one.
    """
    homes = {
        id(block.box.parent) for block in inside if block.kept and block.box.tag == "p" and block.score > 60
    }
    parts: dict[int, list[Block]] = {}
    for block in inside if homes else ():
        if not block.kept and not block.box.reason and not block.is_heading:
            part = _part_among(homes, block.box)
            if part is not None:
                parts.setdefault(id(part), []).append(block)
    for blocks in parts.values():
        if not _are_links(blocks) and not _is_pull_quote(blocks, inside):
            for block in blocks:
                block.keep("among paragraphs")


def _are_links(blocks: list[Block]) -> bool:
    """Whether a list or table holds links before all else."""
    return sum(block.link_chars for block in blocks) >= _MOSTLY_LINKS * sum(block.chars for block in blocks)


def _part_among(homes: set[int], box: Box) -> Box | None:
    """Return the table, list or quotation around a box that is a paragraph's neighbour."""
    inner: Box | None = box
    whole = False
    while inner is not None and (
        inner.tag in _PARTS or (whole and inner.tag == "div" and inner.blocks < 400)
    ):
        if id(inner.parent) in homes:
            return inner
        whole = whole or inner.tag in _WHOLE
        inner = inner.parent
    return None


def _is_pull_quote(blocks: list[Block], inside: list[Block]) -> bool:
    """Whether a quotation set large only says a sentence of the text again."""
    first = blocks[0]
    said = first.text.strip(_QUOTES)
    if first.box.nearest("quote") is None or len(said) < 20:
        return False
    return any(other.kept and said in other.text for other in inside)


def join_drop_caps(blocks: list[Block]) -> None:
    """Give a first letter that is an element of its own back to its word."""
    for block, after in pairwise(blocks):
        if block.chars == 1 and block.text.isupper() and after.text[:1].islower():
            after.parts = [block.text, *after.parts]
            after.text, after.chars = block.text + after.text, after.chars + 1
            block.text, block.parts = "", []  # a block without text is cut as ornament
