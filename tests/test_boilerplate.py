from __future__ import annotations

import pytest
from stories import STORY, body_of, page, paragraphs, reading

AUTHOR = '<meta name="author" content="Mara Quill">'
BIOGRAPHY = "I am Mara Quill, a professional writer and journalist. I have been covering ports for ten years."
PROMOTION = "<em>New Harbour.example on Telegram and WhatsApp. Subscribe to our channels Lighthouse</em>"

LINES = [
    "Read also: The bridge over the canal is closed again",
    "Читайте также: Мост через канал снова закрыли",
    'Lesen Sie auch: <a href="/n/3">Brücke wieder gesperrt</a>',
    '<p><strong><a href="/n/3">The bridge over the canal is closed again until the winter</a></strong></p>',
    PROMOTION,
    "Подписывайтесь на наш канал в Telegram",
    "Підписуйтесь на наш канал у Telegram: https://t.me/harbour",
    "Folgen Sie uns auf Facebook und Instagram!",
    "Follow us on Twitter and Facebook.",
    "Sign up for our newsletter and get the day's stories each morning.",
    "Source: korrespondent",
    'Source: <a href="https://korrespondent.net/">korrespondent</a>',
    "Джерело: Кореспондент",
    "Источник: Корреспондент",
    "This writes LB.",
    "Photo: Harbour Press",
    "Advertisement",
    "Share Button",
    "Our writers Anna Berg and Jon Lind contributed to this report.",
    "© 2024 Harbour. All rights reserved.",
    "This website uses cookies to improve your experience while you navigate.",
    "This website uses cookies to improve your experience while you navigate through it. " * 6,
    "• Read also: The bridge over the canal is closed again",
    '<p>The Harbour on <a href="https://t.me/h">Telegram</a>, <a href="https://facebook.com/h">Facebook</a></p>',
]


@pytest.mark.parametrize("line", LINES)
def test_a_line_of_by_work_is_left_out_between_and_after_the_paragraphs(line: str) -> None:
    assert body_of(paragraphs(*STORY, line)) == STORY
    assert body_of(paragraphs(*STORY[:3], line, *STORY[3:])) == STORY


@pytest.mark.parametrize(
    "sentence",
    [
        "He told his followers on Twitter that the ferry would sail, and they did not believe a word of it.",
        "“Follow us on Facebook,” the captain said, but nobody on the quay had a signal that morning.",
        "The source of the river lies in the hills, two days on foot from the harbour.",
        "Passengers will join the ferry at the quay, and Facebook groups say that they will be many.",
        "More from the council is expected on Friday, when the budget of the port is read.",
    ],
)
def test_a_sentence_of_the_text_that_sounds_like_it_stays(sentence: str) -> None:
    story = [*STORY[:2], sentence, *STORY[2:]]
    assert body_of(paragraphs(*story)) == story


def test_a_source_line_becomes_a_credit_with_its_words() -> None:
    article = reading(page(paragraphs(*STORY, "Source: korrespondent"))).article
    assert [(c.name, c.evidence) for c in article.source_organization] == [
        ("korrespondent", "Source: korrespondent")
    ]


@pytest.mark.parametrize("place", [0, 3, len(STORY)])
def test_a_biography_in_the_text_goes_to_its_author(place: int) -> None:
    content = paragraphs(*STORY[:place], BIOGRAPHY, *STORY[place:])
    article = reading(page(content, head=AUTHOR)).article
    assert (article.article_body or "").split("\n\n") == STORY
    assert [(a.name, a.description) for a in article.authors] == [("Mara Quill", BIOGRAPHY)]


def test_a_biography_names_an_author_whom_nothing_else_names() -> None:
    article = reading(page(paragraphs(*STORY, BIOGRAPHY))).article
    assert [a.name for a in article.authors] == ["Mara Quill"]


def test_a_headline_that_lost_its_link_is_told_by_place_and_form() -> None:
    lost = "The bridge over the canal is closed again until the winter"
    assert body_of(paragraphs(*STORY, lost, PROMOTION)) == STORY
    assert body_of(paragraphs(*STORY, f"<p><b>{lost}</b></p>")) == STORY


def test_all_of_it_together_comes_out_clean() -> None:
    content = paragraphs(*STORY, LINES[3], PROMOTION, "Source: korrespondent", BIOGRAPHY)
    assert body_of(content, head=AUTHOR) == STORY


def test_the_originals_headline_in_another_script_is_left_out() -> None:
    assert body_of(paragraphs("Ночной паром возвращается на острова", *STORY)) == STORY


def test_agencies_alone_sign_a_text_and_a_photographer_before_one_signs_a_picture() -> None:
    signed = STORY[-1] + " (SID/dpa)"
    assert body_of(paragraphs(*STORY[:-1], signed)) == [*STORY[:-1], signed]
    caption = "The old ferry at the pier of Liss on a morning in May (Kim Ahn/Yonhap)"
    assert body_of(paragraphs(*STORY[:2], caption, *STORY[2:])) == STORY
