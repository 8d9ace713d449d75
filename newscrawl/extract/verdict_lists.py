"""Does a page's text read as a list of other pages, as a board of short lines, as a wall?"""

from __future__ import annotations

from dataclasses import dataclass

from newscrawl.extract.layout import Layout

SHORT = 250  # characters of text below which a page needs other marks of an article
BRIEF = 600  # and below which it is little beside a page of teasers
# Text that goes on so often after other stories' headlines is a list of them: real articles reach 4 such
# turns with read-also lines, but with 750 characters or more to each; teasers have 100 to 400.
TURNS, TEASER = 4, 500
LONG_TEASER = 900  # where nothing speaks for an article
LEAD = 600  # before the first of them, under a headline of its own: an article, what follows is related
WHOLE_POSTS = 3
ENTRIES = 8  # linked headlines from which a page may be a list of them
LINE = 40  # what one of them counts beside running text
# Captions, days and numbers have 90 characters a line at most; a poem has a headline or a day.
BOARD_LINE, BOARD_LINES = 90, 16
WALL_LINKS = 3


@dataclass(frozen=True, slots=True)
class Case:
    """What a text is judged by: its length, what speaks for an article, where linked headlines are.

    `marks` counts what says that the page is an article, 0 to 6; `is_titled`
    whether the page's title names it.
    """

    paragraphs: list[str]
    length: float
    marks: int
    is_titled: bool
    layout: Layout

    @property
    def is_headed(self) -> bool:
        """Whether the page's own headline stands above the text."""
        return self.layout.head == "own"

    @property
    def around(self) -> float:
        """How much there is to read beside the text, in characters."""
        return self.layout.beside + LINE * self.layout.entries


def list_reason(case: Case) -> str | None:
    """Say why the text reads as no article's, or None."""
    turns, entries = case.layout.turns, case.layout.entries
    if _is_list(case):
        return f"a list: after {turns} linked headlines {case.length / turns:.0f} characters each"
    if case.marks <= 3 and turns >= WHOLE_POSTS and case.layout.head == "linked":
        return f"a list of whole texts: {turns} more linked headlines after the first"
    if case.marks <= 2 and case.layout.head == "linked" and entries >= 5 and case.around > case.length / 2:
        return f"the first of a list: its headline links elsewhere, {entries} more do"
    if entries >= ENTRIES and _is_introduction(case):
        return f"an introduction to {entries} linked headlines"
    return _bare_reason(case) if case.marks <= 1 and not case.is_headed else None


def _is_list(case: Case) -> bool:
    turns, headed = case.layout.turns, case.is_headed
    if case.marks > (2 if headed else 3) or turns < TURNS * (1 + headed):
        return False
    if headed and case.layout.lead >= LEAD:
        return False
    return case.length < turns * (LONG_TEASER if case.marks <= 1 and not headed else TEASER)


def _is_introduction(case: Case) -> bool:
    """Whether a text is little beside the teasers around it; the less speaks for it, the longer it may be."""
    if case.is_headed:
        return case.marks <= 1 and case.length < BRIEF and case.layout.beside > 2 * case.length
    if case.marks <= 2 and case.length < BRIEF:
        return case.around > case.length
    if case.marks <= 1:
        return case.layout.beside > 3 * case.length
    return not case.is_titled and case.length < SHORT and case.around > 5 * case.length


def _bare_reason(case: Case) -> str | None:
    """Say why a text without marks and headline is a board or a wall, or None."""
    lines = sum(paragraph.count("\n") + 1 for paragraph in case.paragraphs)
    if case.length < BOARD_LINE * min(lines, BOARD_LINES):
        return f"a board: {lines} short lines"
    if case.length < BRIEF and case.layout.links <= WALL_LINKS:
        return "a page of nothing else, as walls and checks are"
    return None
