"""What is known of an outlet before one of its pages is read: facts and rules.

Standard library alone; the pure folders and the spiders both import it.
"""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Rules:
    """CSS selectors for what generic extraction gets wrong at one outlet.

    Each is a CSS selector, `::text` or `::attr(name)` allowed at its end, or
    None to leave the field to the generic way.  `body` names the elements
    whose blocks form the body, `drop` what is taken out of the page before
    anything is read.
    """

    headline: str | None = None
    description: str | None = None
    body: str | None = None
    drop: str | None = None
    authors: str | None = None
    date_published: str | None = None
    date_modified: str | None = None
    section: str | None = None
    keywords: str | None = None
    source: str | None = None
    main_image: str | None = None
    image_caption: str | None = None
    image_credit: str | None = None


@dataclass(frozen=True, slots=True)
class Outlet:
    """One outlet's facts, as its spider declares them.

    `languages` are BCP 47 tags, the usual one first; `timezone` is an IANA
    name, for dates that name no zone; `names` are other names it goes by, in
    credits ("Correspondent.net") and in promotion lines.
    """

    name: str
    publisher: str | None = None
    country: str | None = None
    languages: tuple[str, ...] = ()
    timezone: str | None = None
    names: tuple[str, ...] = ()
    rules: Rules = field(default_factory=Rules)
