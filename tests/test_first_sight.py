"""Articles in the markup of many systems, as met for the first time: what is text, and what is not."""

from __future__ import annotations

import pytest
from stories import STORY, paragraphs

from newscrawl.items import Article
from newscrawl.reading import read_page

TITLE = "Night ferry returns to the northern islands"
LEAD = "After eleven winters the night ferry is coming back, and the islanders have paid for it."


def _read(content: str, *, language: str = "en", head: str = "") -> Article:
    page = f'<html lang="{language}"><head><title>{TITLE}</title>{head}</head><body>{content}</body></html>'
    return read_page(page, url="https://harbour.example/ferry", generic=True).article


def _body(*between: str, language: str = "en") -> list[str]:
    """Return the paragraphs of the story with some markup after its second one."""
    text = paragraphs(*STORY[:2], *between, *STORY[2:])
    return (_read(f"<h1>{TITLE}</h1><div>{text}</div>", language=language).article_body or "").split("\n\n")


@pytest.mark.parametrize(
    ("language", "line"),
    [
        ("tr", "<p>İlginizi çekebilir: <a href=/2>Göl seviyesi düştü</a></p>"),
        ("id", "<p><b>Baca juga: <a href=/2>Nelayan temukan penyu</a></b></p>"),
        ("hi", "<p><strong>यह भी पढ़ें: <a href=/2>कुओं को मिला जीवन</a></strong></p>"),
        ("hu", "<p>Kapcsolódó cikkünk: <a href=/2>Bezár a vasút</a></p>"),
        ("el", "<p>Διαβάστε επίσης: <a href=/2>Άνοιξε ο δρόμος</a></p>"),
        ("bg", "<p>Прочетете още: <a href=/2>Нов площад</a></p>"),
        ("ro", "<p>Citește și: <a href=/2>Portul se închide</a></p>"),
        ("he", "<p>קראו גם: <a href=/2>הקו האחרון</a></p>"),
        ("fa", "<p>بیشتر بخوانید: <a href=/2>احیای قنات</a></p>"),
        ("vi", "<p>Xem thêm: <a href=/2>Gốm Việt</a></p>"),
        ("vi", "<p>Con tàu ở bến cảng. Ảnh: Minh Tuấn</p>"),
        ("zh", "<p>老贺在检查邮船。 李军 摄</p>"),
        ("sv", "<p>Färjan vid kajen. Foto: Anna Lind</p>"),
        ("ru", "<p>Поделиться: <a href=/s>ВКонтакте</a></p>"),
    ],
)
def test_what_stands_between_paragraphs_is_told_in_many_languages(language: str, line: str) -> None:
    assert _body(line, language=language) == STORY


def test_a_pull_quote_that_says_a_paragraph_again_is_left_out_and_a_quotation_stays() -> None:
    assert _body("<blockquote>“We have waited long enough”</blockquote>") == STORY
    assert len(_body("<blockquote>“Nobody asked us whether we want it back.”</blockquote>")) == 6


def test_paragraphs_in_elements_of_the_sites_own_are_paragraphs() -> None:
    text = "".join(f"<st-block><st-text><span>{p}</span></st-text></st-block>" for p in STORY)
    article = _read(f"<st-app><st-head><h1>{TITLE}</h1></st-head><st-body>{text}</st-body></st-app>")
    assert (article.article_body or "").split("\n\n") == STORY


def test_a_sites_own_element_within_a_line_does_not_break_it() -> None:
    line = "<p><st-term>The ferry</st-term> is called <st-term>Gull</st-term>, and the captain owns it.</p>"
    assert _body(line)[2] == "The ferry is called Gull, and the captain owns it."


def test_the_next_article_on_the_page_begins_with_its_own_headline_in_a_box_called_the_same() -> None:
    other = "".join(f"<p>Elsewhere. {p}</p>" for p in STORY)
    pages = (
        f"<div class=page><h1>{TITLE}</h1><div>{paragraphs(*STORY)}</div></div>"
        f"<div class=page><h1>Castle opens its cellars to the public</h1><div>{other}</div></div>"
    )
    assert (_read(f"<main>{pages}</main>").article_body or "").split("\n\n") == STORY


@pytest.mark.parametrize(
    ("below", "language"),
    [
        (f"<div>{LEAD}</div><div>By Maren Holt</div>", "en"),
        (f"<div>{LEAD}</div><div>27 February 2026</div>", "en"),
        (f"<div>Islands</div><div>{LEAD}</div><i>Von</i> <a href=/mh>Maren Holt</a>", "de"),
        (f"<p class=sub-title>{LEAD}</p>", "en"),
        (f"<p class=soustitre>{LEAD}</p>", "fr"),
        (f"<p class=article__sub-heading>{LEAD}</p>", "en"),
    ],
)
def test_the_line_between_headline_and_byline_is_the_standfirst(below: str, language: str) -> None:
    article = _read(f"<h1>{TITLE}</h1>{below}<div>{paragraphs(*STORY)}</div>", language=language)
    assert article.description == LEAD
    assert (article.article_body or "").split("\n\n") == STORY


def test_byline_and_date_in_lines_of_one_paragraph_are_no_text() -> None:
    lines = "Par <b>Maren Holt</b>, La Voix<br>27 février 2026 à 17h40<br>Temps de lecture : 4 minutes"
    article = _read(f"<div><h1>{TITLE}</h1><p>{lines}</p>{paragraphs(*STORY)}</div>", language="fr")
    assert (article.article_body or "").split("\n\n") == STORY


def test_the_first_question_of_an_interview_is_no_standfirst() -> None:
    text = paragraphs("<p><b>Why does the ferry come back, Ms Brandt?</b></p>", *STORY)
    assert "Why does" in (_read(f"<h1>{TITLE}</h1><div>{text}</div>").article_body or "")


@pytest.mark.parametrize(
    ("line", "authors"),
    [
        ("<p>(kw/jo)</p>", []),
        ('<p style="text-align: right"><strong>Nguyễn Thu Hà</strong></p>', ["Nguyễn Thu Hà"]),
        ("<p>(高橋美咲)</p>", ["高橋美咲"]),
        ("<p>Maren Holt maren.holt@harbour.example</p>", ["Maren Holt"]),
        ("</div><div>Author: Maren Holt, Tom Reed</div>", ["Maren Holt", "Tom Reed"]),
    ],
)
def test_who_signs_below_the_text_is_an_author_and_no_text(line: str, authors: list[str]) -> None:
    article = _read(f"<h1>{TITLE}</h1><div>{paragraphs(*STORY, line)}</div>")
    assert (article.article_body or "").split("\n\n") == STORY
    assert [author.name for author in article.authors] == authors


def test_a_long_line_that_begins_as_published_tells_when() -> None:
    line = "Publié le 27/02/2026 à 17h40, mis à jour le 28/02/2026 à 08h12, lu par mille lecteurs"
    article = _read(f"<h1>{TITLE}</h1><div>{line}</div><div>{paragraphs(*STORY)}</div>", language="fr")
    assert article.date_published == "2026-02-27T16:40:00Z"


def test_a_time_without_zone_takes_the_zone_that_readers_see() -> None:
    head = '<meta property="article:published_time" content="2026-03-11T22:47:00">'
    line = "<div class=published>Published March 11, 2026 at 10:47 PM EDT</div>"
    article = _read(f"<h1>{TITLE}</h1>{line}<div>{paragraphs(*STORY)}</div>", head=head)
    assert article.date_published == "2026-03-12T02:47:00Z"


def test_persian_headlines_keep_the_joiners_that_they_are_written_with() -> None:
    headline = "قنات هزارساله‌ی روستا دوباره پر از آب شد"
    page = f'<html lang="fa"><body><h1>{headline}</h1>{paragraphs(*STORY)}</body></html>'
    assert read_page(page, url="https://mehr.example/1", generic=True).article.headline == headline


def test_a_paragraph_that_wordpress_sets_larger_is_a_paragraph() -> None:
    text = paragraphs(f'<p class="has-medium-font-size has-text-align-left">{STORY[0]}</p>', *STORY[1:])
    assert (_read(f"<h1>{TITLE}</h1><div>{text}</div>").article_body or "").split("\n\n") == STORY


def test_the_heading_of_a_box_falls_with_what_is_in_the_box() -> None:
    box = "<div class=box><h3>The harbour in the morning</h3><p>Sign up for our newsletter.</p></div>"
    assert _body(box) == STORY


def test_a_byline_far_from_the_edge_is_one_as_long_as_no_paragraph_has_begun() -> None:
    above = f"<p>Energy:</p><h1>{TITLE}</h1><p>{LEAD}</p><ul><li>Norden</li><li>By Maren Holt</li></ul>"
    article = _read(f"<div>{above}{paragraphs(*STORY)}</div>")
    assert "Maren" not in (article.article_body or "")
