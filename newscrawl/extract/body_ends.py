"""Where an article's text begins and ends on a page that sums it up before and has another one after."""

from __future__ import annotations

from itertools import takewhile

from lxml.etree import _Element

from newscrawl.extract.blocks import Block

POINT = 170  # characters that a key point has on average; longer ones are the text itself


def drop_next_articles(chosen: list[Block]) -> None:
    """Where one page holds several articles, each with its h1, the text ends before the second."""
    own: _Element | None = None
    kept = 0
    for place, block in enumerate(chosen):
        kept += block.kept
        if block.tag != "h1" or (article := _article_of(block)) is None:
            continue
        if own is None:
            own = article
        elif article is not own and kept > 2:
            for other in chosen[place:]:
                other.drop("next article")
            return


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
