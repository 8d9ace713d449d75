"""What the trade puts among the paragraphs, in four languages: to its field or nowhere, not into the body."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime

import pytest

from newscrawl import extract
from newscrawl.demo.stories import Edition, Story

EDITION = Edition(1, datetime(2026, 11, 20, tzinfo=UTC))


@dataclass(frozen=True)
class Makeup:
    """An outlet of the press and what is put around its story's paragraphs."""

    outlet: str
    language: str
    byline: str
    author: str
    read_also: tuple[str, str]
    promotion: str
    source_label: str
    agency: str
    biography: str


MAKEUPS = [
    Makeup(
        "lindenblatt",
        "de",
        "Von",
        "Karla Brandis",
        ("Lesen Sie auch", "Brauerei verschenkt Wärme an das Schwimmbad"),
        "Folgen Sie uns auf Telegram und WhatsApp und verpassen Sie keine Nachricht",
        "Quelle",
        "dpa",
        "Karla Brandis ist Redakteurin beim Lindenblatt und schreibt seit 2015 über die Stadt.",
    ),
    Makeup(
        "diariodelcerro",
        "es",
        "Por",
        "Lucía Fermat",
        ("Lea también", "La cooperativa que paga en aceitunas"),
        "Síganos en Telegram y WhatsApp. Suscríbase a nuestro canal",
        "Fuente",
        "EFE",
        "Lucía Fermat es periodista del Diario del Cerro y escribe sobre cultura desde 2012.",
    ),
    Makeup(
        "korrespondent",
        "ru",
        "Автор:",
        "Ирина Савчук",
        ("Читайте также", "Паром через пролив откроют в субботу"),
        "Подписывайтесь на наш канал в Telegram и WhatsApp, чтобы не пропустить важное",
        "Источник",
        "Интерфакс",
        "Ирина Савчук — журналист, пишет о науке с 2014 года. Окончила факультет журналистики.",
    ),
    Makeup(
        "korrespondent_ua",
        "uk",
        "Автор:",
        "Оксана Мельничук",
        ("Читайте також", "Пором через протоку відкриють у суботу"),
        "Підписуйтесь на наш канал у Telegram та WhatsApp",
        "Джерело",
        "Укрінформ",
        "Оксана Мельничук — журналістка, пише про науку з 2014 року. Закінчила факультет журналістики.",
    ),
]


def story_of(outlet: str) -> Story:
    """Return a story of the press that has paragraphs to put something between."""
    return next(s for s in EDITION.stories(outlet) if len(paragraphs_of(s)) >= 4)


def paragraphs_of(story: Story) -> list[str]:
    return [block.text for block in story.text if block.kind == "p"]


def page_of(makeup: Makeup, *, read_also_last: bool) -> str:
    """Return the story's page: read-also amid the text with its label, or after it as a bare headline."""
    story = story_of(makeup.outlet)
    lines = [f"<p>{text}</p>" for text in paragraphs_of(story)]
    label, headline = makeup.read_also
    if read_also_last:
        lines.append(f'<p><strong><a href="/1">{headline}</a></strong></p>')
    else:
        lines.insert(2, f'<p>{label}: <a href="/1">{headline}</a></p>')
    return (
        f'<html lang="{makeup.language}"><head><title>{story.headline} - Zeitung</title>'
        '<meta property="article:published_time" content="2026-11-19T10:00:00+02:00"></head><body>'
        f'<h1>{story.headline}</h1><div class="byline">{makeup.byline} {makeup.author}</div>'
        f'<div class="entry-content"><p><strong>{story.standfirst}</strong></p>{"".join(lines)}'
        f"<p>{makeup.promotion}</p><p>{makeup.source_label}: {makeup.agency}</p>"
        f"<p>{makeup.biography}</p></div></body></html>"
    )


@pytest.mark.parametrize("read_also_last", [False, True], ids=["amid", "last"])
@pytest.mark.parametrize("makeup", MAKEUPS, ids=lambda makeup: makeup.language)
def test_what_is_no_text_goes_to_its_field_or_nowhere(makeup: Makeup, read_also_last: bool) -> None:
    article = extract(
        page_of(makeup, read_also_last=read_also_last), url="https://zeitung.example/x/123-abc/"
    )
    story = story_of(makeup.outlet)
    assert (article.article_body or "").split("\n\n") == paragraphs_of(story)
    assert article.description == story.standfirst
    assert [(author.name, author.description) for author in article.authors] == [
        (makeup.author, makeup.biography)
    ]
    assert [credit.evidence for credit in article.source_organization] == [
        f"{makeup.source_label}: {makeup.agency}"
    ]
    assert (article.date_published, article.in_language) == ("2026-11-19T08:00:00Z", makeup.language)
