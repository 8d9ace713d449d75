"""One page to one reading: the article, whether it is one, and why."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal

from newscrawl.extract.biographies import biography_of, name_in_biography
from newscrawl.extract.body import Body, read_body
from newscrawl.extract.body_score import ENDS, key_of
from newscrawl.extract.confidence import confidence_of
from newscrawl.extract.corrections import corrections_in, date_in
from newscrawl.extract.credits import closing_agency, key_of_source, read_credits
from newscrawl.extract.dates_page import reader_of
from newscrawl.extract.explain import Candidates, candidates_of
from newscrawl.extract.fields import Fields, Hint, read_fields
from newscrawl.extract.headline import letters
from newscrawl.extract.organizations import is_organization
from newscrawl.extract.page import Page
from newscrawl.extract.people_names import is_named, names_in
from newscrawl.extract.structured import read_structured
from newscrawl.extract.verdict import judge
from newscrawl.extract.wordlists import language_of
from newscrawl.items import Article, Author, Credit
from newscrawl.outlets import Outlet

CLOSING = 2  # last paragraphs at whose end an agency may sign; one more may be a note
LABEL = 60  # a line shorter than this without full stop may label the text: "All news of the day at a glance"
ReadingState = Literal["article", "paywalled", "not_article", "unparsed", "too_large"]


@dataclass(slots=True)
class Reading:
    """What one page came to: `article` is there in every state, if nearly empty.

    When explained, `trace` has a line for each block of text and `candidates`
    what the page offered for a field, as (source, text).
    """

    article: Article
    state: ReadingState
    reason: str
    trace: list[str] = field(default_factory=list)
    candidates: Candidates = field(default_factory=dict)


def read(
    body: bytes | str,
    *,
    url: str,
    requested_url: str | None = None,
    content_type: str | None = None,
    fetched_at: datetime,
    outlet: Outlet,
    hint: Hint | None = None,
    explain: bool = False,
) -> Reading:
    """Read one page into an article, not yet normalised; never raises on any page.

    `url` is where the page was found, `requested_url` what was asked for,
    `fetched_at` an aware time.  `explain` fills the trace.  Raises ValueError
    for an outlet's rule that is no CSS selector.
    """
    page = Page(body, url, content_type)
    article = Article(outlet=outlet.name, publisher=outlet.publisher, country=outlet.country)
    article.url, article.requested_url = url, requested_url or url
    if page.problem is not None:
        return _refused(article, page)
    structured = read_structured(page)
    fields = read_fields(page, structured, outlet, fetched_at, hint or Hint())
    candidates = candidates_of(page, structured, fields, outlet, fetched_at) if explain else {}
    text = read_body(page, fields, outlet, explain=explain)
    if page.problem is not None:
        return _refused(article, page)
    _add_from_text(fields, text)
    _date_corrections(fields, page, outlet, fetched_at)
    _fill(article, fields, text)
    verdict = judge(page, structured, fields, text)
    state: ReadingState = "paywalled" if article.is_truncated else "article"
    if not verdict.is_article:
        state, article.confidence = "not_article", None
    return Reading(article, state, verdict.reason, text.trace, candidates)


def _refused(article: Article, page: Page) -> Reading:
    return Reading(article, page.problem_state or "unparsed", page.problem or "")


_TAKEN_OVER = (
    "headline", "alternative_headline", "authors", "date_published", "date_published_raw", "date_modified",
    "date_modified_raw", "in_language", "article_section", "keywords", "article_type", "main_image", "images",
    "videos", "is_accessible_for_free", "canonical_url", "publisher", "source_organization", "corrections",
    "provenance",
)  # fmt: skip


def _fill(article: Article, fields: Fields, text: Body) -> None:
    for name in _TAKEN_OVER:
        value = getattr(fields, name)
        if value is not None:
            setattr(article, name, value)
    article.article_body, article.article_body_html = text.text or None, text.html or None
    article.is_truncated = text.is_truncated
    article.confidence = confidence_of(text.evidence) if text.evidence else None
    if text.paragraphs:
        article.provenance["article_body"] = text.source
    article.description = fields.description
    if text.standfirst:
        _prefer_standfirst(article, text.standfirst)
    _drop_repeated_lead(article, text)


def _drop_repeated_lead(article: Article, text: Body) -> None:
    """What begins the text is its lead, whatever a template calls it: a description repeats no paragraph."""
    if not article.description or not text.paragraphs:
        return
    if _is_same(text.paragraphs[0], article.description):
        article.description = None
        article.provenance.pop("description")


def _is_same(first: str, second: str) -> bool:
    """Whether two texts are equal but for marks, or the second lacks only some words at the end."""
    one, other = key_of(first), key_of(second)
    return one == other or (
        len(one) > 60 and 0.9 * len(one) < len(other) < 1.1 * len(one) and other.startswith(one[:60])
    )


def _prefer_standfirst(article: Article, standfirst: str) -> None:
    """Take the standfirst found among the text, unless what is there is a rule's, or holds it whole."""
    known = article.description
    if article.provenance.get("description") == "rules":
        return
    label = not standfirst.endswith(ENDS) and "\n" not in standfirst and len(standfirst) < LABEL
    if known and (label or letters(known).startswith(letters(standfirst))):
        return
    article.description = standfirst
    article.provenance["description"] = "text"


def _add_from_text(fields: Fields, text: Body) -> None:
    """Give the lines that stood among the text to the fields that they belong to."""
    for line, link in text.credits:
        credits = read_credits(line, link)
        if credits:
            _add_credits(fields, credits)
    _add_credits(fields, [c for p in text.paragraphs[-CLOSING:] if (c := closing_agency(p))])
    _add_corrections(fields, text.paragraphs)
    if not any(author.type == "person" for author in fields.authors):
        _add_signed(fields, text.bylines)
    for biography in text.biographies:
        _add_biography(fields, biography)


def _add_corrections(fields: Fields, paragraphs: list[str]) -> None:
    known = [letters(correction.text) for correction in fields.corrections]
    for found in corrections_in(paragraphs):
        if not any(letters(found.text) in told or told in letters(found.text) for told in known):
            fields.corrections.append(found)
            fields.provenance.setdefault("corrections", "text")


def _date_corrections(fields: Fields, page: Page, outlet: Outlet, now: datetime) -> None:
    """Give the notices the dates that they name themselves, where no data did."""
    for correction in fields.corrections:
        correction.date = correction.date or date_in(correction.text, reader_of(page, outlet, now))


def _add_signed(fields: Fields, bylines: list[str]) -> None:
    """Name the persons of the first byline cut from the text that names any, in the place of the outlet."""
    for line in bylines[:8]:
        names = names_in(line, language_of(fields.in_language))
        people = [name for name in names if is_named(name) and not is_organization(name)]
        if people:
            fields.authors = [Author(name) for name in people]
            fields.provenance["authors"] = "text"
            return


def _add_credits(fields: Fields, credits: list[Credit]) -> None:
    known = {key_of_source(credit.name) for credit in fields.source_organization}
    for credit in credits:
        if key_of_source(credit.name) not in known:
            known.add(key_of_source(credit.name))
            fields.source_organization.append(credit)
            fields.provenance["source_organization"] = "text"


def _add_biography(fields: Fields, biography: str) -> None:
    index = biography_of(biography, fields.authors)
    if index is None:
        name = name_in_biography(biography)
        if name is None or fields.authors:
            return
        fields.authors.append(Author(name))
        fields.provenance["authors"] = "text"
        index = len(fields.authors) - 1
    author = fields.authors[index]
    author.description = author.description or biography
