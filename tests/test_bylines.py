"""Bylines that no markup names: who wrote an article, from the lines below its headline."""

from __future__ import annotations

import pytest
from stories import STORY, paragraphs

from newscrawl.reading import read_page


def _authors(below: str, language: str = "en", head: str = "", headline: str = "h1") -> list[str]:
    title = "The ferry to the island runs again after a winter in the yard"
    page = (
        f'<html lang="{language}"><head><meta property="og:title" content="{title}">{head}'
        f"</head><body><{headline}>{title}</{headline}>{below}<div>{paragraphs(*STORY)}</div></body></html>"
    )
    return [
        author.name for author in read_page(page, url="https://quay.example/a", generic=True).article.authors
    ]


@pytest.mark.parametrize(
    ("below", "language", "authors"),
    [
        ("<p>Interview by <a href=/a>Maren Holt</a> and <a href=/b>Tom Reed</a></p>", "en", 2),
        ("<p>Ein Interview von <a href=/a>Maren Holt</a> und <a href=/b>Tom Reed</a></p>", "de", 2),
        ("<b><i>By</i></b> <span>Maren Holt</span> <span>and</span> <span>Tom Reed</span>", "en", 2),
        ("<div>Maren Holt, Transport Editor</div><div>Tom Reed in Harbour</div>", "en", 2),
        ("<p class=date-box>Tue, 10/03/2026 - 11:05</p> — <span>Maren Holt</span>", "en", 1),
        ("<span>Maren Holt</span><span>16-03-26, 14:02</span>", "nl", 1),
        ("<p><a href='/@maren'>Maren Holt</a></p><p>9 min read</p>", "en", 1),
        (
            "<span class='author vcard'>Maren Holt</span> and <span class='author vcard'>Tom Reed</span>",
            "en",
            2,
        ),
        ("<div>14 February 2026, 09:15 | Maren Holt</div>", "en", 1),
        ("<b>Maren Holt</b><i>Text</i><b>Per Ek</b><i>Foto</i>", "sv", 1),
        ("<div class=authors><div>Maren Holt</div><div>Tom Reed</div></div>", "en", 2),
        ("<div>Penulis <a>Maren Holt</a> | Editor <a>Budi Reed</a></div>", "id", 1),
        ("<p class=byline>By <b>Maren Holt</b><br>For the Harbour Post</p>", "en", 1),
        (
            "<p class=firma><i class=autor>Maren Holt</i> / <i class=autor>Tom Reed</i> <i>Madrid</i></p>",
            "es",
            2,
        ),
        ("<p>14.02.2026 | Автор: Maren Holt</p>", "bg", 1),
    ],
)
def test_names_below_the_headline_are_authors_by_what_stands_around_them(
    below: str, language: str, authors: int
) -> None:
    assert _authors(below, language) == ["Maren Holt", "Tom Reed"][:authors]


def test_a_headline_of_lower_level_heads_its_byline_too() -> None:
    assert _authors("<p>Von Maren Holt</p>", "de", headline="h3") == ["Maren Holt"]


def test_a_label_amid_a_line_tells_the_author_from_the_source_and_the_editor() -> None:
    line = "<div>2026-03-08 09:46:12 来源:港口日报 作者:周文静</div>"
    assert _authors(line + "<p>责任编辑:王芳</p>", "zh") == ["周文静"]


def test_a_reporter_is_named_without_the_link_to_their_other_articles() -> None:
    assert _authors("<ul><li>박지훈 기자</li><li>입력 2026.03.12</li></ul>", "ko") == ["박지훈"]
    assert _authors("<div class=writer>박지훈 기자 다른기사 보기</div>", "ko") == ["박지훈"]


def test_a_meta_author_that_is_a_role_alone_names_nobody() -> None:
    meta = '<meta name="author" content="Editor">'
    assert _authors("<p>By Maren Holt</p>", head=meta) == ["Maren Holt"]


def test_a_reporter_of_taiwan_is_told_from_the_place_of_the_report() -> None:
    assert _authors("<div class=author>記者王小明／台北報導</div>", "zh") == ["王小明"]


def test_two_words_with_capitals_are_no_author_without_date_role_or_link() -> None:
    assert _authors("<span>Harbour Life</span><span>Save for later</span>") == []
    assert _authors("<i>—</i><span>Headlines</span><i>:</i><span>Harbour Cup</span>") == []


def test_a_desk_in_the_data_gives_way_to_the_person_who_signs() -> None:
    meta = '<meta name="author" content="Haber Merkezi">'
    assert _authors("<p>Muhabir: Maren Holt</p>", "tr", meta) == ["Maren Holt"]
