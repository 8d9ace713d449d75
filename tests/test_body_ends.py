from __future__ import annotations

from stories import STORY, body_of, page, paragraphs, reading

POINTS = "<ul><li>The night ferry returns in October.</li><li>A ticket is to cost twelve crowns.</li></ul>"


def test_key_points_before_the_first_paragraph_are_no_part_of_the_text() -> None:
    assert body_of("<h2>In short</h2>" + POINTS + paragraphs(*STORY)) == STORY
    assert body_of(POINTS + paragraphs(*STORY)) == STORY


def test_a_list_among_the_paragraphs_stays() -> None:
    text = body_of(paragraphs(*STORY[:2]) + POINTS + paragraphs(*STORY[2:]))
    assert any("twelve crowns" in line for line in text[2:4])


def test_the_text_ends_where_the_pages_next_article_begins() -> None:
    other = "The lake froze over in a single night, and by noon half of the town stood on the ice of it."
    more = (
        f"<article><h1>Lake freezes</h1><div class='entry-content'>{paragraphs(*[other] * 3)}</div></article>"
    )
    html = page(paragraphs(*STORY), after=more)
    assert (reading(html).article.article_body or "").split("\n\n") == STORY


def test_a_caption_without_telling_name_is_known_by_its_credit() -> None:
    caption = "The ferry at the quay in the spring of last year. (Anna Berg/Reuters)"
    assert body_of(paragraphs(STORY[0], caption, *STORY[1:])) == STORY


def test_an_agency_alone_in_brackets_does_not_make_a_paragraph_a_caption() -> None:
    last = "The council will meet again in March, the harbour master said. (Reuters)"
    assert body_of(paragraphs(*STORY, last)) == [*STORY, last]
