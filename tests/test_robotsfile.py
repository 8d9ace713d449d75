"""A robots.txt's bytes: encodings, line ends, its cut end, and whom a group is for."""

from __future__ import annotations

import pytest
from protego import Protego

from newscrawl.robotsfile import MOST, for_agent, text_of

URL = "https://post.example/private/one"


def allowed(robots: bytes | str, url: str = URL) -> bool:
    body = robots.encode() if isinstance(robots, str) else robots
    return Protego.parse(for_agent(text_of(body), "newscrawl")).can_fetch(url, "newscrawl")


RULES = "User-agent: *\nDisallow: /private/\n"


@pytest.mark.parametrize(
    "body",
    [
        RULES,
        RULES.replace("\n", "\r\n"),
        RULES.replace("\n", "\r"),
        "\ufeff" + RULES,
        RULES.encode("utf-16"),
        b"\xfe\xff" + RULES.encode("utf-16-be"),
        RULES.replace("private", "pri\0vate"),
        "\n\n  " + RULES.replace(": ", "  :\t"),
        RULES.upper().replace("PRIVATE", "private"),
        RULES.encode("latin-1") + b"# caf\xe9\n",
        "Sitemap: https://post.example/map.xml\n" + RULES,
        RULES.rstrip(),
    ],
)
def test_rules_are_read_however_they_are_written(body: bytes | str) -> None:
    assert not allowed(body)
    assert allowed(body, "https://post.example/open")


def test_bytes_of_another_encoding_match_the_same_bytes_in_an_address() -> None:
    rules = b"User-agent: *\nDisallow: /caf\xe9/\n"
    assert not allowed(rules, "https://post.example/caf%E9/one")
    assert not allowed("User-agent: *\nDisallow: /café/\n", "https://post.example/caf%C3%A9/one")


@pytest.mark.parametrize(
    "name",
    [
        "newscrawl",
        "NewsCrawl",
        "NEWSCRAWL",
        "newscrawl/1.0",
        "newscrawl  # us",
        "newscrawl*",
        "newscrawl bot",
    ],
)
def test_a_group_is_ours_by_its_token_in_any_case(name: str) -> None:
    assert allowed(f"{RULES}\nUser-agent: {name}\nDisallow: /other/\n")


@pytest.mark.parametrize("name", ["news", "n", "newscrawler", "my-newscrawl", "crawl", "news crawl", "*bot*"])
def test_a_group_is_not_ours_by_half_our_name(name: str) -> None:
    assert not allowed(f"{RULES}\nUser-agent: {name}\nDisallow: /other/\n")
    assert allowed(f"User-agent: {name}\nDisallow: /\n")


def test_groups_that_name_us_together_or_twice_are_one() -> None:
    together = "User-agent: other\nUser-agent: newscrawl\nDisallow: /private/\n\n"
    assert not allowed(together)
    twice = "User-agent: newscrawl\nDisallow: /a/\n\nUser-agent: *\nAllow: /\n\nUser-agent: NewsCrawl\n"
    assert not allowed(twice + "Disallow: /private/\n")
    assert not allowed(twice + "Disallow: /private/\n", "https://post.example/a/")


def test_what_lies_past_the_limit_is_not_read_and_no_line_in_half() -> None:
    padding = "#" + "x" * 98 + "\n"
    filled = RULES + padding * (MOST // 100)
    rule = "Disallow: /open/every/day\n"
    for cut in (len("Disallow: /"), len("Disallow: /open")):
        body = filled[: MOST - cut - 1].rsplit("\n", 1)[0]
        body += "\n" + "#" * (MOST - cut - len(body) - 2) + "\n" + rule + "User-agent: *\nDisallow: /\n"
        assert body.encode()[MOST - cut :].startswith(rule.encode())
        assert allowed(body, "https://post.example/open/")
        assert not allowed(body)


@pytest.mark.parametrize("body", [b"", b"\xff" * 600_000, b"\0" * 600_000, b"x" * 600_000, b"\xff\xfe\x00"])
def test_any_bytes_are_text(body: bytes) -> None:
    assert allowed(body)
