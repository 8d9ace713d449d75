"""What a crawl of the press must come to: one Expected an announced or served address."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from newscrawl.demo.stories import Story

EXPORTED = ("article", "paywalled")
EDGE = 6  # words of the body's beginning and end


@dataclass(frozen=True, slots=True)
class Expected:
    """One address and the state that the ledger should end in.

    `outlet` is the spider's name, or the host for `any`.  `begins` and `ends`
    are the first and last words of the body, white space single; a paywalled
    body ends at its cut.  `date_published` is UTC, or a bare day where the
    page tells no more.  `aliases` are other addresses of the same article,
    `found_by` the kinds of source that announce it ("link": pages only).
    `copy_of` is the address of the original.  `authors` are persons.  `version`
    is 2 where this edition changed what the one before had shown.
    """

    host: str
    outlet: str
    url: str
    state: str
    headline: str | None = None
    description: str | None = None
    begins: str | None = None
    ends: str | None = None
    authors: tuple[str, ...] = ()
    date_published: str | None = None
    found_by: tuple[str, ...] = ()
    aliases: tuple[str, ...] = ()
    copy_of: str | None = None
    relation: str | None = None
    version: int = 1


def stamp(moment: datetime, *, day_only: bool = False) -> str:
    """Return an aware time as the record writes it."""
    text = moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    return text[:10] if day_only else text


def expect(story: Story, url: str, outlet: str, *, day_only: bool = False, **more: Any) -> Expected:
    """Return what becomes of `story` at `url`; `more` are fields of Expected."""
    fields = {"state": "article", "authors": story.authors, **more}
    if fields["state"] in EXPORTED:
        fields = _article(story, day_only) | fields
    else:
        fields["authors"] = ()
    return Expected(host=url.split("/")[2], outlet=outlet, url=url, **fields)


def _article(story: Story, day_only: bool) -> dict[str, Any]:
    words = [block.text.replace("|", "").split() for block in story.text]
    return {
        "headline": story.headline,
        "description": story.standfirst or None,
        "begins": " ".join(words[0][:EDGE]),
        "ends": " ".join(words[-1][-EDGE:]),
        "date_published": stamp(story.published, day_only=day_only),
        "version": 2 if story.modified else 1,
    }
