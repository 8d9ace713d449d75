from __future__ import annotations

import pytest
from stories import STORY, page, paragraphs, reading

TEASERS = "".join(
    f'<div class="item"><h3><a href="/n/{n}">Something happened in town on day {n}</a></h3>'
    f"<p>A few words about day {n} in town.</p></div>"
    for n in range(40)
)


def plain(title: str, content: str, *, attributes: str = "", head: str = "") -> str:
    head = f"<head><title>{title}</title>{head}</head>"
    return f"<html>{head}<body {attributes}><main>{content}</main></body></html>"


def test_an_article_is_one() -> None:
    assert reading(page(paragraphs(*STORY))).state == "article"


def test_a_short_report_with_the_marks_of_an_article_is_one() -> None:
    assert reading(page(paragraphs(STORY[0]))).state == "article"


@pytest.mark.parametrize(
    ("url", "html"),
    [
        ("https://harbour.example/", plain("Harbour", TEASERS)),
        ("https://harbour.example/tag/ferry", plain("Ferry", TEASERS)),
        ("https://harbour.example/sport", plain("Sport", TEASERS)),
        ("https://harbour.example/?s=ferry", plain("Ferry", TEASERS)),
        ("https://harbour.example/town", plain("Town", paragraphs(*STORY[:2]), attributes='class="archive"')),
        ("https://harbour.example/x", plain("Page not found - Harbour", paragraphs(STORY[0]))),
        ("https://harbour.example/x", plain("Страница не найдена", paragraphs(STORY[0]))),
        ("https://harbour.example/gallery/1", plain("Pictures", "<img src=a.jpg><img src=b.jpg>")),
        ("https://harbour.example/video/1", plain("Watch", "<video src=a.mp4></video><p>Watch it now</p>")),
    ],
)
def test_lists_errors_and_pages_without_text_are_none_and_say_why(url: str, html: str) -> None:
    found = reading(html, url=url)
    assert found.state == "not_article"
    assert found.reason


def test_a_text_that_stops_at_a_paywall_is_paywalled() -> None:
    head = '<script type="application/ld+json">{"@type":"NewsArticle","isAccessibleForFree":false}</script>'
    found = reading(page(paragraphs(*STORY[:2], "Subscribe to continue reading this article."), head=head))
    assert found.state == "paywalled"
    assert found.article.is_truncated
    assert "Subscribe" not in (found.article.article_body or "")
