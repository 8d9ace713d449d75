"""Which of several articles with one text is the original, and what the others are to it."""

from __future__ import annotations

import itertools

import pytest

from newscrawl.dedupe.links import Link
from newscrawl.dedupe.origin import Member, origins
from newscrawl.items import CopyOf


def member(name: str, date: str | None = None, order: int = 0, **told: object) -> Member:
    values = {"outlet": name, "url": f"https://{name}.example/1", "key": f"{name}.example/1"}
    values |= {"known_as": frozenset({name}), "language": "en"} | told
    return Member(id=name, date=date, order=order, **values)  # type: ignore[arg-type]


def copied(one: str, other: str, strength: float = 1.0) -> Link:
    return Link(one, other, "copy" if strength > 0.9 else "edited", strength, strength, "text: alike")


def translated(one: str, other: str, found: float = 0.7) -> Link:
    return Link(one, other, "translation", 0.7, 0.81, "text: sentences", found, found)


def told(members: list[Member], links: list[Link]) -> dict[str, tuple[str, str] | None]:
    found = origins(members, links)
    return {name: copy and (copy.id, copy.relation) for name, copy in found.items()}


@pytest.mark.parametrize(
    ("one", "other", "copy"),
    [
        ("2026-05-23T09:00:00Z", "2026-05-23T08:00:00Z", True),
        ("2026-05-23T08:00:00Z", "2026-05-23T09:00:00Z", False),
        ("2026-05-23T08:00:00Z", "2026-05-23", True),  # who came in first counts where dates tell nothing
        ("2026-05-23", "2026-05-23T08:00:00Z", True),
        ("2026-05-22", "2026-05-23T08:00:00Z", False),
        (None, "2026-05-23", True),
        ("2026-05-23", None, True),
    ],
)
def test_the_earlier_of_two_is_the_original(one: str | None, other: str | None, copy: bool) -> None:
    found = origins([member("known", other, 1), member("read", one, 2)], [copied("read", "known")])
    assert (found["read"] is not None) == copy
    assert (found["known"] is None) == copy


def test_a_chain_leads_to_its_root() -> None:
    members = [member(name, f"2026-05-2{day}", day) for day, name in enumerate("abc")]
    found = origins(members, [copied("a", "b"), copied("b", "c")])
    assert found["c"] == CopyOf(
        "a", "a", "https://a.example/1", "copy", 1.0, ["text: alike", "by way of https://b.example/1"]
    )


def test_families_do_not_mix() -> None:
    members = [member(name, "2026-05-20", order) for order, name in enumerate("abcd")]
    assert told(members, [copied("a", "b"), copied("d", "c")]) == {
        "a": None,
        "b": ("a", "copy"),
        "c": None,
        "d": ("c", "copy"),
    }


def test_what_the_earliest_credits_is_the_original() -> None:
    late = member("wire", "2026-05-24")
    early = member("mail", "2026-05-23", credits=(("wire", "Source: Wire"),))
    found = origins([early, late], [copied("mail", "wire")])
    assert found["wire"] is None
    assert found["mail"] is not None
    assert found["mail"].evidence == ["text: alike", "credit: Source: Wire"]


def test_what_the_earliest_links_to_is_the_original() -> None:
    late = member("wire", "2026-05-24")
    early = member("mail", "2026-05-23", names=frozenset({"wire.example/1"}))
    found = origins([early, late], [copied("mail", "wire")])
    assert found["mail"] is not None
    assert "link: https://wire.example/1" in found["mail"].evidence


def test_a_credit_alone_links_nothing() -> None:
    early = member("mail", "2026-05-23", credits=(("wire", "Source: Wire"),))
    assert told([early, member("wire", "2026-05-24")], []) == {"mail": None, "wire": None}


def test_two_that_credit_each_other_end_somewhere() -> None:
    one = member("a", "2026-05-23", credits=(("b", "Source: B"),))
    other = member("b", "2026-05-24", credits=(("a", "Source: A"),))
    assert told([one, other], [copied("a", "b")]) == {"a": ("b", "copy"), "b": None}


RUSSIAN = member("ru", "2026-05-20", language="ru")
ENGLISH = member("en", "2026-05-21")
COPY = member("mail", "2026-05-22")


def test_a_copy_of_a_translation_is_a_copy_of_the_original() -> None:
    links = [translated("en", "ru"), translated("mail", "ru", 0.6), copied("mail", "en")]
    assert told([RUSSIAN, ENGLISH, COPY], links) == {
        "ru": None,
        "en": ("ru", "translation"),
        "mail": ("ru", "copy"),
    }


def test_of_two_texts_the_one_that_holds_more_of_the_original_is_the_translation() -> None:
    """A copy can be dated before what it was made from; it has lost something."""
    links = [translated("en", "ru", 0.5), translated("mail", "ru", 0.7), copied("mail", "en", 0.85)]
    assert told([RUSSIAN, ENGLISH, COPY], links)["en"] == ("ru", "edited")


def test_two_translations_of_one_text_are_no_copies_of_each_other() -> None:
    links = [translated("en", "ru"), translated("mail", "ru"), copied("mail", "en", 0.66)]
    assert told([RUSSIAN, ENGLISH, COPY], links)["mail"] == ("ru", "translation")


def test_an_edited_copy_in_the_original_s_language_is_no_translation_of_its_translation() -> None:
    echo = member("echo", "2026-05-23", language="ru")
    links = [translated("en", "ru"), translated("echo", "en"), copied("echo", "ru", 0.6)]
    assert told([RUSSIAN, ENGLISH, echo], links)["echo"] == ("ru", "edited")


def test_the_order_of_members_and_links_does_not_matter() -> None:
    members = [
        member("ru", "2026-05-20", 3, language="ru"),
        member("en", "2026-05-21", 2),
        member("mail", "2026-05-22", 1),
        member("echo", "2026-05-23", 0),
    ]
    links = [translated("en", "ru"), copied("mail", "en"), copied("echo", "mail", 0.7)]
    found = [
        told(list(order), [*turned])
        for order in itertools.permutations(members)
        for turned in (links, links[::-1])
    ]
    assert all(one == found[0] for one in found)
