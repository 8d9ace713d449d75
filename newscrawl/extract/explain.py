"""What lost: the candidates for a field that the page has besides the chosen one, for `extract --explain`."""

from __future__ import annotations

from datetime import datetime

from newscrawl.extract.dates_page import date_candidates
from newscrawl.extract.fields import Fields
from newscrawl.extract.headline import site_names
from newscrawl.extract.page import Page
from newscrawl.extract.people import author_candidates
from newscrawl.extract.rules import rule_values
from newscrawl.extract.structured import Structured
from newscrawl.outlets import Outlet

MAX_SHOWN = 8

Candidates = dict[str, list[tuple[str, str]]]


def candidates_of(
    page: Page, structured: Structured, fields: Fields, outlet: Outlet, now: datetime
) -> Candidates:
    """Return, for headline, description, authors and dates, what the page offers, as (source, text).

    Each once, in the order in which they are asked, at most eight a field; the
    chosen one is among them.  Asks every source again: some 2 ms a page.
    """
    rules = rule_values(page.root, outlet.rules)
    sites = site_names(page, structured, outlet)
    found: Candidates = {key: list(texts) for key, texts in fields.candidates.items()}
    found["authors"] = author_candidates(page, structured, sites, rules.get("authors", []))
    found.update(date_candidates(page, structured, outlet, now, rules))
    return {key: list(dict.fromkeys(texts))[:MAX_SHOWN] for key, texts in found.items()}
