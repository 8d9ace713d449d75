"""The press's stories: package data (stories/OUTLET.toml) to values, for one edition and day."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, time, timedelta
from importlib.resources import files
from typing import Any

PLAIN = ("p", "h2", "quote", "list")  # the kinds of block that the journalist wrote
_MARKS = {"## ": "h2", "> ": "quote", "* ": "list"}
_WHEN = re.compile(r"-(\d+)T(\d\d):(\d\d)")


@dataclass(frozen=True, slots=True)
class Block:
    """A piece of the text: p, h2, quote, list (items parted by line feeds), or a site's own kind."""

    kind: str
    text: str


@dataclass(frozen=True, slots=True)
class Photo:
    """A story's main picture."""

    path: str
    caption: str
    credit: str


@dataclass(frozen=True, slots=True)
class Story:
    """One article of the press; times are aware and UTC, `modified` is set once it was changed."""

    number: int
    slug: str
    section: str
    published: datetime
    headline: str
    blocks: tuple[Block, ...]
    standfirst: str = ""
    modified: datetime | None = None
    authors: tuple[str, ...] = ()
    keywords: tuple[str, ...] = ()
    photo: Photo | None = None
    more: Mapping[str, Any] = field(default_factory=dict)

    @property
    def changed(self) -> datetime:
        return self.modified or self.published

    @property
    def text(self) -> list[Block]:
        """The blocks that belong to the article."""
        return [block for block in self.blocks if block.kind in PLAIN]


@dataclass(frozen=True, slots=True)
class Edition:
    """The press at one moment: `number` 1 or 2, `now` an aware datetime of which the day counts.

    `changed` is when the second edition's changes were made; None: as each story has it.
    """

    number: int
    now: datetime
    changed: datetime | None = None

    def moment(self, when: str) -> datetime:
        """Return the time that "-1T22:05" names: one day before the edition's, 22:05 UTC."""
        match = _WHEN.fullmatch(when)
        if not match:
            raise ValueError(f"no time of a story: {when!r}")
        days, hours, minutes = map(int, match.groups())
        day = self.now.astimezone(UTC).date() - timedelta(days=days)
        return datetime.combine(day, time(hours, minutes), UTC)

    def stories(self, name: str) -> list[Story]:
        """Return the stories of `stories/NAME.toml` that this edition shows, newest first."""
        source = files("newscrawl.demo").joinpath("stories", f"{name}.toml").read_text("utf-8")
        rows = tomllib.loads(source)["story"]
        stories = [
            self._story(number, row)
            for number, row in enumerate(rows, 1)
            if row.get("edition", 1) <= self.number
        ]
        return sorted(stories, key=lambda story: story.published, reverse=True)

    def _story(self, number: int, row: dict[str, Any]) -> Story:
        row = {**row, **(row.get("second", {}) if self.number > 1 else {})}
        known = ("slug", "section", "headline", "standfirst")
        photo = row.get("photo")
        return Story(
            number=number,
            published=self.moment(row["when"]),
            modified=(self.changed or self.moment(row["modified"])) if "modified" in row else None,
            authors=tuple(row.get("authors", ())),
            keywords=tuple(row.get("keywords", ())),
            photo=Photo(*photo) if photo else None,
            blocks=tuple(_blocks(row["text"])),
            more=row,
            **{key: row[key] for key in known if key in row},
        )


def _blocks(text: str) -> Iterator[Block]:
    for piece in re.split(r"\n\s*\n", text.strip()):
        if piece.startswith("!"):
            kind, _, rest = piece[1:].partition(" ")
            yield Block(kind, rest)
            continue
        mark = piece[: piece.find(" ") + 1]
        kind = _MARKS.get(mark, "p")
        strip = mark if kind != "p" else ""
        yield Block(kind, "\n".join(line.removeprefix(strip) for line in piece.splitlines()))
