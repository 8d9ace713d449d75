"""What an outlet changed from one version of an article to the next."""

from __future__ import annotations

from dataclasses import dataclass, field
from difflib import SequenceMatcher
from typing import Literal

from newscrawl.items import Article

Place = Literal["headline", "description", "article_body", "authors", "date_published", "date_modified"]


@dataclass(frozen=True, slots=True)
class Change:
    """One key's change: what stood there and what stands there now, of a body the paragraphs alone."""

    key: Place
    removed: list[str] = field(default_factory=list)
    added: list[str] = field(default_factory=list)


def changes(before: Article, after: Article) -> list[Change]:
    """Return what differs between two versions, in the order of the record's keys."""
    found = [
        _value("headline", before.headline, after.headline),
        _value("description", before.description, after.description),
        _paragraphs(before.article_body or "", after.article_body or ""),
        _value("authors", _names(before), _names(after)),
        _value("date_published", before.date_published, after.date_published),
        _value("date_modified", before.date_modified, after.date_modified),
    ]
    return [change for change in found if change is not None]


def _value(key: Place, before: str | None, after: str | None) -> Change | None:
    if before == after:
        return None
    return Change(key, [before] if before else [], [after] if after else [])


def _names(article: Article) -> str:
    return ", ".join(author.name for author in article.authors)


def _paragraphs(before: str, after: str) -> Change | None:
    if before == after:
        return None
    old, new = before.split("\n\n"), after.split("\n\n")
    change = Change("article_body")
    for tag, start, end, new_start, new_end in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag != "equal":
            change.removed.extend(p for p in old[start:end] if p)
            change.added.extend(p for p in new[new_start:new_end] if p)
    return change
