"""Deduplication in memory: the same article, versions, copies, whatever order they come in."""

from __future__ import annotations

import itertools
from collections.abc import Callable

import pytest
from newsprint import body, reworded, sentences, text

from newscrawl.dedupe.desk import Desk
from newscrawl.items import Article

MakeArticle = Callable[..., Article]


@pytest.fixture
def by(make_article: MakeArticle) -> Callable[..., Article]:
    """Return a factory of articles by outlet, day of May 2026 and text."""

    def make(outlet: str, day: int, told: str, name: str = "one", **values: object) -> Article:
        url = f"https://{outlet}.example/{name}"
        date = f"2026-05-{day:02}T09:00:00Z"
        return make_article(
            name, outlet=outlet, publisher=outlet.title(), url=url, article_body=told, date_published=date,
            date_downloaded=None, headline=name, **values,
        )  # fmt: skip

    return make


def linked(desk: Desk) -> dict[str, tuple[str, str]]:
    return {name: (copy.id, copy.relation) for name, copy in desk.origins().items() if copy}


def test_the_same_address_with_other_content_is_a_version(by: Callable[..., Article]) -> None:
    desk = Desk()
    first, second = by("post", 1, text(1)), by("post", 1, text(1) + "\n\nMore came in later.")
    placed = desk.put(first)
    again = desk.put(second)
    assert (again.id, again.version, again.change) == (placed.id, 2, "version")
    assert desk.put(second).change == "same"


def test_the_same_content_at_another_address_of_the_outlet_is_the_same_article(
    by: Callable[..., Article],
) -> None:
    desk = Desk()
    placed = desk.put(by("post", 1, text(1)))
    again = desk.put(by("post", 2, text(1), "two"))
    assert (again.id, again.version, again.change) == (placed.id, 1, "alternate")
    assert desk.addresses(placed.id) == ["https://post.example/two"]


def test_much_the_same_at_one_outlet_is_two_articles(by: Callable[..., Article]) -> None:
    desk = Desk()
    desk.put(by("post", 1, text(1)))
    assert desk.put(by("post", 2, reworded(text(1)), "two")).change == "new"
    assert linked(desk) == {}


def test_copies_whole_halved_and_reworded_are_linked(by: Callable[..., Article]) -> None:
    desk = Desk()
    original, whole = by("post", 1, text(1)), by("mail", 2, text(1))
    half, edited = by("echo", 3, body(sentences(1)[:6])), by("sun", 4, reworded(text(1)))
    for article in (original, whole, half, edited, by("star", 5, text(2))):
        desk.put(article)
    assert linked(desk) == {
        whole.id: (original.id, "copy"),
        half.id: (original.id, "edited"),
        edited.id: (original.id, "edited"),
    }


def test_a_near_copy_is_found_within_two_weeks_an_exact_one_at_any_time(by: Callable[..., Article]) -> None:
    desk = Desk()
    original, near, exact = by("post", 1, text(1)), by("mail", 30, reworded(text(1))), by("echo", 30, text(1))
    for article in (original, near, exact):
        desk.put(article)
    assert linked(desk)[exact.id] == (original.id, "copy")
    alone = Desk()
    for article in (original, near):
        alone.put(article)
    assert linked(alone) == {}


def test_what_an_outlet_prints_under_many_articles_does_not_count(by: Callable[..., Article]) -> None:
    """Short reports under a long notice, which another outlet prints too."""
    desk = Desk()
    notice = " ".join(sentences(99, 4))
    for number in range(5):
        desk.put(by("post", 1 + number, f"{text(number, 2)}\n\n{notice}", f"n{number}"))
    other = by("mail", 7, f"{text(50, 2)}\n\n{notice}")
    desk.put(other)
    assert linked(desk) == {}


def test_a_date_of_change_does_not_make_the_copy_the_original(by: Callable[..., Article]) -> None:
    desk = Desk()
    original, copy = by("post", 1, text(1)), by("mail", 3, text(1))
    for article in (original, copy, by("post", 5, text(1) + "\n\nThis came in later.")):
        desk.put(article)
    assert linked(desk) == {copy.id: (original.id, "copy")}


def test_the_order_in_which_outlets_are_crawled_does_not_matter(by: Callable[..., Article]) -> None:
    articles = [
        by("post", 1, text(1)),
        by("mail", 2, reworded(text(1), 5)),
        by("echo", 3, body(sentences(1)[:6])),
        by("sun", 4, text(1)),
    ]
    found = []
    for order in itertools.permutations(articles):
        desk = Desk()
        for article in order:
            desk.put(article)
        found.append(linked(desk))
    assert all(one == found[0] for one in found)
    assert len(found[0]) == 3
