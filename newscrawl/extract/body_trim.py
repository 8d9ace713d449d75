"""From chosen blocks to the text: by-work between and around the paragraphs is cut away, and kept note of."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from newscrawl.extract.agencies import agencies_in
from newscrawl.extract.biographies import biography_of, name_in_biography
from newscrawl.extract.blocks import Block
from newscrawl.extract.body_ends import drop_key_points, drop_next_articles, drop_pull_quotes
from newscrawl.extract.body_score import ENDS, key_of
from newscrawl.extract.boilerplate import Known, ends_text, sort_of
from newscrawl.extract.fields import Fields
from newscrawl.extract.people_names import is_signature
from newscrawl.extract.phrases import folded
from newscrawl.normalise.addresses import clean_url

EDGE = 4  # blocks at either end of the text where bylines and dates stand
BOXED = 8  # blocks within which a box of by-work ends
PLAIN = 150  # characters from which a paragraph among its like is text if it holds no mark or link
BESIDE = 4  # blocks within which a line is beside the text
_FULL_STOPS = (".", "!", "?", "…", "。", "！", "？", "”", "»", '"', "“", "।", "؟", "」", "’")
_PLACE = re.compile(r"\A[^\W\d_][\w/-]{2,20}\. ")  # "Harbour. …" before a standfirst
_INITIALS = re.compile(r"\(?[a-zäöü]{2,4}(?:/[a-zäöü]{2,4})*\)?")  # "(kw/jo)"
_IN_BRACKETS = re.compile(r"[(（【](?:[记記]者[ ・]?)?[\u3041-\u9fff・ ]{2,9}[)）】]")  # "(高橋美咲)"
_WORD = re.compile(r"\w+")
_CYRILLIC = re.compile(r"[Ѐ-ӿ]")
_LATIN = re.compile(r"[A-Za-zÀ-ɏ]")
_FIRST_PERSON = ("i am ", "i'm ", "i’m ", "my name is ")
_CREDITING = ("source line", "notice", "share bar")  # "mit dpa" may be called any of these
# What a line without full stop before one of these is: a headline that has lost its link.
_CLOSING_SORTS = ("promotion", "source line", "biography", "read-also", "copyright", "byline", "share bar")


@dataclass(slots=True)
class Cut:
    """What was taken out of the text, as it stood; a credit with the address that it links to."""

    credits: list[tuple[str, str | None]] = field(default_factory=list)
    biographies: list[str] = field(default_factory=list)
    bylines: list[str] = field(default_factory=list)
    standfirst: str | None = None
    paywall: bool = False


def trim(chosen: list[Block], fields: Fields, base: str) -> Cut:
    """Unmark, among the chosen blocks, what is not the journalist's text; return what was cut."""
    cut = Cut()
    drop_next_articles(chosen)
    _drop_tail(chosen)
    _drop_by_work(chosen, fields, cut, base)
    drop_key_points(chosen)
    drop_pull_quotes(chosen)
    _drop_lost_headlines(chosen)
    _drop_other_scripts(chosen)
    _drop_loose_headings(chosen)
    _take_signature(chosen, fields, cut)
    _take_standfirst(chosen, fields, cut)
    return cut


def _drop_by_work(chosen: list[Block], fields: Fields, cut: Cut, base: str) -> None:
    count = len(chosen)
    asked = [
        place < EDGE or place >= count - EDGE or not _is_surely_text(block)
        for place, block in enumerate(chosen)
    ]
    known = _known(fields)
    text = -BESIDE  # where the last block stands that is the journalist's so far
    begun = False  # whether a paragraph has been met that is long enough for one
    for place, block in enumerate(chosen):
        if not block.kept:
            if place - text < BESIDE:
                _look_at_dropped(cut, block, known, fields, base)
            continue
        sort: str | None = None
        if _is_biography(block, known, fields, late=place >= count - 3 > 0):
            sort = "biography"
        elif asked[place]:
            sort = sort_of(block, known, at_edge=not begun or place < EDGE or place >= count - EDGE)
        if sort is None:
            text, begun = place, begun or block.chars > PLAIN
        else:
            block.drop(sort)
            _note(cut, block, sort, base)


def _is_surely_text(block: Block) -> bool:
    """Whether a block is a long plain paragraph among its like: half of the text, whose words need no look.

    Of all by-work only cookie notices are that long without mark or link.
    """
    if block.link_chars or block.bold_chars or block.emphasis_chars:
        return False
    return block.chars > PLAIN and block.at_home > 0.3 and "ookie" not in block.text


def _known(fields: Fields) -> Known:
    headlines = {folded(h) for h in (fields.headline, fields.alternative_headline, *fields.headlines) if h}
    authors = tuple(folded(author.name) for author in fields.authors if len(author.name) > 3)
    openings = tuple(author.name.lower() for author in fields.authors)
    return Known(frozenset(headlines), authors, openings)


def _note(cut: Cut, block: Block, sort: str, base: str) -> None:
    if sort in _CREDITING:
        cut.credits.append((block.text, clean_url(block.links[-1], base) if block.links else None))
    elif sort == "biography":
        cut.biographies.append(block.text)
    elif sort == "byline":
        cut.bylines.append(block.text)
    elif sort == "paywall notice":
        cut.paywall = True


def _look_at_dropped(cut: Cut, block: Block, known: Known, fields: Fields, base: str) -> None:
    """Note what a dropped block beside the text is: it may name the source, or end the text."""
    if block.box.reason in ("comments", "related", "teaser", "sidebar", "footer", "navigation"):
        return
    sort = sort_of(block, known, at_edge=False)
    if (
        sort is None
        and _opens_biography(block, known)
        and biography_of(block.text, fields.authors) is not None
    ):
        sort = "biography"
    if sort in _CLOSING_SORTS:
        block.drop(sort)
        _note(cut, block, sort, base)


def _drop_tail(chosen: list[Block]) -> None:
    """Drop what follows a heading like "Related" or "Comments", up to where paragraphs of the text go on."""
    after: str | None = None
    for block in chosen:
        if block.kept and ends_text(block):
            after = f"after “{block.text[:30]}”"
            block.drop("heads by-work")
        elif block.kept and after is not None:
            if block.at_home > 0.3:
                after = None
            else:
                block.drop(after)


def _is_biography(block: Block, known: Known, fields: Fields, late: bool) -> bool:
    text = block.text
    if not 30 <= block.chars <= 1500 or block.is_heading:
        return False
    if not _opens_biography(block, known):
        return False
    return biography_of(text, fields.authors) is not None or (late and name_in_biography(text) is not None)


def _opens_biography(block: Block, known: Known) -> bool:
    """Whether a block begins with an author or as "I"; asked first, the phrases cost 3 ms a page."""
    start = block.text[:80].lower()
    for name in known.openings:
        if name in start:
            return True
    return start.startswith(_FIRST_PERSON)


def _drop_lost_headlines(chosen: list[Block]) -> None:
    """A line without full stop at the end, set bold or with promotion after it, heads another article."""
    closing = False
    for block in reversed(chosen[1:]):
        if block.kept:
            if not (closing or _is_marked(block) or block.link_share > 0.8) or not _is_like_headline(block):
                return
            block.drop("headline of another article")
        closing = closing or block.why in _CLOSING_SORTS


def _is_like_headline(block: Block) -> bool:
    if block.tag in ("blockquote", "td", "th", "li") or block.box.nearest("quote"):
        return False
    if block.text.startswith(("(", "*", "[", "–", "—", "-", "•")):
        return False
    return 20 <= block.chars <= 200 and not block.text.endswith(_FULL_STOPS) and "\n" not in block.text


def _drop_other_scripts(chosen: list[Block]) -> None:
    """A translated text sometimes keeps its original's headline, in the other script."""
    kept = [block for block in chosen if block.kept]
    if not any(_CYRILLIC.search(block.text) for block in kept if not block.text.isascii()):
        return
    text = " ".join(block.text[:200] for block in kept[:12])
    latin, cyrillic = len(_LATIN.findall(text)), len(_CYRILLIC.findall(text))
    foreign = _CYRILLIC if latin > 10 * cyrillic else None
    for block in kept if foreign else ():
        letters = len(foreign.findall(block.text)) if foreign else 0
        if _is_like_headline(block) and letters > 0.6 * block.chars:
            block.drop("in another script")


def _drop_loose_headings(chosen: list[Block]) -> None:
    """A heading that has lost what it headed heads nothing: all that follows, or all in a box of its own."""
    following = False
    for place, block in reversed(list(enumerate(chosen))):
        if block.is_heading and block.kept and (not following or _heads_by_work(chosen, place)):
            block.drop("heading without text")
        following = following or block.kept


def _heads_by_work(chosen: list[Block], place: int) -> bool:
    """Whether what stands below a heading in the box around it has been dropped, all of it."""
    around = chosen[place].box.parent
    last = around.last if around is not None else 0
    below = [block.kept for block in chosen[place + 1 : place + BOXED] if block.order < last]
    return 0 < len(below) < BOXED - 1 and not any(below)


def _take_signature(chosen: list[Block], fields: Fields, cut: Cut) -> None:
    """Take the name set bold in the last line, where the page names only an organisation as its author.

    Without an author to replace, 3 of 5 such lines were no names: "Recent Posts".
    """
    last = next((block for block in reversed(chosen) if block.kept), None)
    if last is None or last.chars > 40:
        return
    if not last.text.isascii() and _IN_BRACKETS.fullmatch(last.text):
        last.drop("byline")
        cut.bylines.append(last.text.strip("(（【)）】"))
    elif _INITIALS.fullmatch(last.text) and agencies_in(last.text) is None:
        last.drop("byline")
    elif ((fields.authors and _is_marked(last)) or _is_right(last)) and is_signature(last.text):
        last.drop("byline")
        cut.bylines.append(last.text)


def _is_right(block: Block) -> bool:
    """Whether a line stands at the right edge, as signatures do."""
    return "right" in f"{block.box.element.get('style')}{block.box.element.get('align')}"


def _take_standfirst(chosen: list[Block], fields: Fields, cut: Cut) -> None:
    kept = [block for block in chosen if block.kept]
    if len(kept) < 3 or not 15 <= kept[0].chars <= 1200:
        return
    first = kept[0]
    if _is_standfirst(first, kept, fields):
        cut.standfirst = first.text
        first.drop("standfirst")


def _is_standfirst(first: Block, kept: list[Block], fields: Fields) -> bool:
    """Tell a standfirst from the first paragraph: by form or place, or because the text says it all again.

    Of first paragraphs that equal the page's description, those set like all
    others are the lead in 19 of 20 cases, those set otherwise the standfirst in 18 of 22.
    """
    stated = _is_stated(first.text, fields)
    if not stated and fields.provenance.get("description") == "text":
        return False
    if stated and (_is_marked(first) or _stands_apart(first, kept[1])):
        return True
    if first.text.endswith(("?", "？")):  # an interview begins so
        return False
    whole = first.is_heading and (first.text.endswith(ENDS) or "\n" in first.text)
    return (_is_marked(first) or whole) and 25 <= first.chars <= 500 and not _is_marked(kept[1])


def _is_stated(text: str, fields: Fields) -> bool:
    """Whether a paragraph is the description, or after a place ("Harbour. …") any that the data gives."""
    if fields.description is None or key_of(text) == key_of(fields.description):
        return fields.description is not None
    told = _PLACE.sub("", text)
    stated = (d for source, d in fields.candidates.get("description", ()) if source != "text")
    return told != text and any(key_of(told) == key_of(description) for description in stated)


def _is_marked(block: Block) -> bool:
    return max(block.bold_chars, block.emphasis_chars) > 0.9 * block.chars


def _stands_apart(first: Block, second: Block) -> bool:
    one, other = first.box, second.box
    return (
        one.tag != other.tag
        or one.parent is not other.parent
        or one.element.get("class") != other.element.get("class")
    )
