"""Which blocks of a page are the article's text: evidence of each, weighed in its surroundings."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable
from itertools import accumulate

from newscrawl.extract.blocks import Block, Box
from newscrawl.extract.body_parts import keep_lists, keep_parts

ENDS = (".", "!", "?", "…", ":", "。", "！", "？", "”", "»", '"', "“", "।", "؟", ")", "’", "」", "*", "«")
_KEY = re.compile(r"\W+")
_NO_MARKS = {code: None for code in range(128) if not (chr(code).isalnum() or chr(code) == "_")}
MIN_ANCHOR = 300
# The share of a page's text from which a name is not believed, where it is not half: a story told in
# captions is one.
_LIMITS = {"caption": 0.25}
_CAP = 800.0
_UNSEEN = frozenset(("hidden", "caption"))  # no part of the text though the structured text may hold it
_SURE = frozenset(("comments", "footer", "hidden", "related", "sidebar"))
_MUCH, _LITTLE = 600.0, 0.15  # evidence on a page, and the share of it that is left when names mislead
_HARDLY_ANY = 150.0  # evidence below which even the surest names are wrong (a forum's "comment", a "widget")
Belief = Callable[["Box", float], str]


def is_held(text: str, anchor: str) -> bool:
    """Whether a block's text (its beginning and end, when long) stands in the structured text's letters."""
    key = key_of(text)
    return bool(key) and (key[:60] in anchor or (len(key) > 120 and key[-60:] in anchor))


def key_of(text: str) -> str:
    """Return the letters and digits of a text in lower case, for comparing."""
    if text.isascii():  # a tenth of the pattern's time
        return text.translate(_NO_MARKS).lower()
    return _KEY.sub("", text).lower()


def is_sentence(block: Block) -> bool:
    """Whether a block reads as running text: long enough, or with a full stop at its end."""
    return block.chars > 200 or (block.chars > 30 and block.text.endswith(ENDS))


def weigh(blocks: list[Block], headline: str | None = None) -> list[Box]:
    """Give each block its evidence by itself, and each box the sum of its blocks, without and with hints.

    Returns the boxes around all that has evidence.  A linked heading stands for
    another article, unless it is the article's own `headline`.
    Where names speak against nearly all of the text (a page whose every section
    is called "nav-item"), they are disbelieved but for the surest; where nothing
    is left then, those too.
    """
    texts = _score(blocks)
    boxes = _boxes_around(texts)
    raw = list(accumulate([block.score for block in blocks], initial=0.0))
    for box in boxes:
        box.raw = raw[box.last] - raw[box.first]
    total = raw[-1]
    teasers = _teasers(blocks, headline)
    good = _hear_names(blocks, texts, boxes, teasers, total, _believed)
    for believed, little in ((_sure, _LITTLE * total), (_nothing, _HARDLY_ANY)):
        if total <= _MUCH or good >= little:
            break
        for box in boxes:
            box.reason = None
        good = _hear_names(blocks, texts, boxes, teasers, total, believed)
    return boxes


def _score(blocks: list[Block]) -> list[Block]:
    """Give each block its score; return those that have one."""
    texts = []
    for block in blocks:
        if block.link_chars > 0.8 * block.chars:  # 6 of 10 blocks: menus
            continue
        if score := _own_score(block):
            block.score = score
            texts.append(block)
    return texts


def _boxes_around(texts: list[Block]) -> list[Box]:
    """Return every box that holds one of some blocks, the outer ones before what they hold."""
    found: dict[int, Box] = {}
    for block in texts:
        chain = []
        box: Box | None = block.box
        while box is not None and id(box) not in found:
            chain.append(box)
            box = box.parent
        for box in reversed(chain):
            found[id(box)] = box
    return list(found.values())


def _teasers(blocks: list[Block], headline: str | None) -> list[Box]:
    """Return the boxes of headings that lead to other articles; a short text's own may lead to itself."""
    own = key_of(headline or "")
    return [
        block.box
        for block in blocks
        if block.link_chars
        and block.is_heading
        and block.link_share > 0.5
        and block.tag != "h1"
        and key_of(block.text) != own
    ]


def _hear_names(
    blocks: list[Block],
    texts: list[Block],
    boxes: list[Box],
    teasers: list[Box],
    total: float,
    believed: Belief,
) -> float:
    """Give each box the evidence that is left when names have spoken; return all of it.

    A box holds the blocks from one place to another, so its sums are differences of running ones.
    """
    for heading in teasers:
        _mark_teaser(heading)
    for box in boxes:
        if box.reason is None:
            box.reason = (box.parent.reason if box.parent else None) or believed(box, total)
    good, junk = [0.0] * len(blocks), [block.chars if block.chars < 200 else 200 for block in blocks]
    for block in texts:
        if not block.box.reason:
            good[block.order], junk[block.order] = block.score, 0
    goods, junks = list(accumulate(good, initial=0.0)), list(accumulate(junk, initial=0))
    for box in boxes:
        box.good = goods[box.last] - goods[box.first]
        box.junk = junks[box.last] - junks[box.first]
    return goods[-1]


def _mark_teaser(heading: Box) -> None:
    """A linked headline and the few lines beside it stand for another article."""
    box = heading.parent
    while box is not None and box.parent is not None and box.blocks <= 5 and box.raw < 500:
        if box.blocks > 1:
            box.reason = "teaser"
        box = box.parent


def _own_score(block: Block) -> float:
    links, chars = block.link_chars, block.chars
    if block.is_heading:
        return 0.0
    length = float(chars) if chars < _CAP else _CAP
    if not is_sentence(block):
        length *= 0.15
    return length * (1 - links / chars)


def _sure(box: Box, _total: float) -> str:
    """Return the sort of by-work that a box is called, where that can hardly be meant otherwise."""
    sort = box.hints.against
    return sort if sort in _SURE else ""


def _nothing(_box: Box, _total: float) -> str:
    """Return no sort of by-work: even the surest names stand on nearly all of the text."""
    return ""


def _believed(box: Box, total: float) -> str:
    """Return the sort of by-work that a box is called, unless it holds too much of the text for that."""
    sort = box.hints.against
    if box.tag == "tr":  # what a row of a table is called tells of its look
        return ""
    if sort is None or not total:
        return sort or ""
    return "" if box.raw > _LIMITS.get(sort, 0.5) * total else sort


def main_box(boxes: list[Box]) -> Box | None:
    """Return the box that holds most of the text and least besides, the innermost of equals."""
    return max((box for box in boxes if box.good), key=_value_and_depth, default=None)


def _value_and_depth(box: Box) -> tuple[float, int]:
    return _value(box), -box.blocks


def _value(box: Box) -> float:
    if not box.good or box.reason:
        return 0.0
    value = box.good - 0.15 * box.junk
    if box.hints.is_body:
        value *= 1.6
    elif box.hints.for_text:
        value *= 1.15
    if box.tag in ("article", "main"):
        value *= 1.1
    elif box.tag == "body":
        value *= 0.9
    return value


def choose(blocks: list[Block], boxes: list[Box], stated: str | None) -> list[Block]:
    """Mark the blocks that are text inside the body's boxes, by their evidence and their neighbours.

    `stated` is JSON-LD's articleBody.  Returns all blocks inside these boxes.
    """
    inside = [
        block for box in sorted(boxes, key=lambda box: box.first) for block in blocks[box.first : box.last]
    ]
    homes: Counter[tuple[str, ...]] = Counter()
    places = [_home_of(block) for block in inside]
    for block, place in zip(inside, places, strict=True):
        if block.score and not block.box.reason:
            homes[place] += int(block.score)
    most = max(homes.values(), default=0) or 1
    for block, place in zip(inside, places, strict=True):
        block.at_home = homes[place] / most
        block.kept = _reads_as_text(block)
    if stated and len(stated) >= MIN_ANCHOR:
        _keep_stated(inside, stated)
    keep_lists(inside)
    keep_parts(inside)
    _keep_headings(inside)
    return inside


def _keep_stated(inside: list[Block], stated: str) -> None:
    """Names may mislead about what JSON-LD's articleBody holds too: it is text."""
    anchor = key_of(stated)
    for block in inside:
        if block.kept or block.is_heading or block.box.reason in _UNSEEN:
            continue
        if block.chars > 25 and block.link_share < 0.9 and is_held(block.text, anchor):
            block.keep("stands in the structured text")


def _reads_as_text(block: Block) -> bool:
    if block.score < 1 or block.box.reason or block.is_heading:
        return False
    return block.at_home > 0.3 or block.score > (60 if block.tag in ("p", "li") else 120)


def _home_of(block: Block) -> tuple[str, ...]:
    """Return what tells a block's place apart: paragraphs of one text stand in like places."""
    box, above = block.box, block.box.parent
    return (box.tag, above.tag, above.element.get("class") or "") if above is not None else (box.tag,)


def _keep_headings(inside: list[Block]) -> None:
    """A heading is text when a kept block follows it before the next heading or much else."""
    for here in range(len(inside) - 1, -1, -1):  # from the end: a heading may head headings
        block = inside[here]
        if not block.is_heading or block.box.reason or block.tag == "h1" or block.link_share > 0.5:
            continue
        after = inside[here + 1 : here + 3]
        block.kept = any(other.kept and (not other.is_heading or other.tag > block.tag) for other in after)
        block.why = "heads text" if block.kept else "heading without text"
