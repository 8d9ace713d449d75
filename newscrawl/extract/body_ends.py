"""Where an article's text begins and ends on a page that sums it up before and has another one after."""

from __future__ import annotations

from itertools import takewhile

from lxml.etree import _Element

from newscrawl.extract.blocks import Block
from newscrawl.extract.body_score import key_of
from newscrawl.extract.people_names import labelled

QUOTE, REPEATED = 300, 15  # characters of a pull quote, at most; letters that no text has twice by chance
BELOW, BYLINE = 4, 120  # blocks below the text among which a byline stands, characters of it
POINT = 170  # characters that a key point has on average; longer ones are the text itself


def drop_next_articles(chosen: list[Block]) -> None:
    """Where one page holds several articles, each with its h1, the text ends before the second."""
    own: Block | None = None
    kept = 0
    for place, block in enumerate(chosen):
        kept += block.kept
        if block.tag != "h1":
            continue
        if own is None:
            own = block
        elif kept > 2 and _stand_apart(own, block):
            for other in chosen[place:]:
                other.drop("next article")
            return


def _stand_apart(one: Block, other: Block) -> bool:
    """Whether two headlines stand in articles of their own, or in boxes beside each other called the same."""
    if (article := _article_of(other)) is not None:
        return article is not _article_of(one)
    beside = {box.parent.element: box for box in one.box.ancestry() if box.parent is not None}
    for box in other.box.ancestry():
        peer = beside.get(box.parent.element) if box.parent is not None else None
        if peer is not None:
            called = box.element.get("class")
            alike = called is not None and called == peer.element.get("class")
            return alike and peer is not box and box.tag != "h1"
    return False


def _article_of(block: Block) -> _Element | None:
    return next((box.element for box in block.box.ancestry() if box.tag == "article"), None)


def drop_key_points(chosen: list[Block]) -> None:
    """A short list before the first paragraph sums the article up: 4 of the 5 that told in the scores."""
    kept = [block for block in chosen if block.kept]
    heads = kept[: bool(kept) and kept[0].is_heading]
    points = list(takewhile(_is_listed, kept[len(heads) :]))
    rest = kept[len(heads) + len(points) :]
    short = sum(point.chars for point in points) < POINT * len(points)
    if short and 2 <= len(points) <= 6 and len(rest) > len(points) + 2 and not rest[0].is_heading:
        for block in heads + points:
            block.drop("key points")


def _is_listed(block: Block) -> bool:
    return block.box.nearest("list") is not None and block.chars > 25


def drop_pull_quotes(chosen: list[Block]) -> None:
    """A quote set large says again what a paragraph of the text says."""
    quotes = [block for block in chosen if block.kept and block.chars < QUOTE and _is_quote(block)]
    if not quotes:
        return
    texts = [key_of(block.text) for block in chosen if block.kept and block not in quotes]
    for block in quotes:
        key = key_of(block.text)
        if len(key) > REPEATED and any(key in text for text in texts):
            block.drop("pull quote")


def _is_quote(block: Block) -> bool:
    return block.tag == "blockquote" or block.box.nearest("quote") is not None


def closing_bylines(blocks: list[Block], language: str | None) -> list[str]:
    """Return the lines just below the text that a label says to name its author: "Автор: …"."""
    last = max((block.order for block in blocks if block.kept), default=len(blocks))
    below = [block for block in blocks[last + 1 : last + BELOW] if block.chars < BYLINE]
    return [
        block.text for block in below if block.box.reason != "comments" and labelled(block.text, language)
    ]
