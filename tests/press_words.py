"""Words and furniture of made-up news sites, for the pages in indexes.py and pieces.py."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import Any

WORDS: dict[str, dict[str, Any]] = tomllib.loads(
    (Path(__file__).parent / "site_words.toml").read_text("utf-8")
)
LANGUAGES = tuple(WORDS)


@dataclass(frozen=True, slots=True)
class Sample:
    """One page: which template made it, its address and its markup."""

    template: str
    language: str
    url: str
    html: str


class Press:
    """A site in one language: hands out headlines, sentences, addresses; the same seed, the same site.

    `style` says how elements are called: by plain names, by what a build
    tool makes of them, by ids and utility classes, or not at all.
    """

    def __init__(self, language: str, seed: str) -> None:
        self.language = language
        self.words = WORDS[language]
        self.chance = Random(f"{language} {seed}")
        self.style = self.chance.choice(("plain", "hashed", "utility", "none"))
        self.host = f"https://{self.chance.choice(('www', 'm', 'news'))}.paper-{language}.example"
        self._given = self.chance.randrange(50)

    def one(self, *of: Any) -> Any:
        return self.chance.choice(of)

    def maybe(self, text: str, likely: float = 0.5) -> str:
        return text if self.chance.random() < likely else ""

    def c(self, name: str) -> str:
        """Return a class attribute in the site's style, from a plain name."""
        if self.style == "plain":
            return f' class="{name}"'
        if self.style == "hashed":
            return f' class="sc-{abs(hash_of(name)) % 99999:x} k{hash_of(name + self.language) % 999:x}"'
        return f' class="mt-{len(name)} flex md:w-1/2"' if self.style == "utility" else ""

    def headline(self) -> str:
        self._given += 1
        headlines, sections = self.words["headlines"], self.words["sections"]
        text = headlines[self._given % 8]
        turn = self._given // 8 % 7
        return str(text if turn == 0 else f"{sections[turn - 1]}: {text}")

    def text(self, least: int, most: int | None = None) -> str:
        number = self.chance.randint(least, most or least)
        found: list[str] = []
        while len(found) < number:
            found += self.chance.sample(self.words["sentences"], min(10, number - len(found)))
        return ("" if self.language == "ja" else " ").join(found)

    def paragraphs(self, number: int, least: int = 2, most: int = 4) -> str:
        return "".join(f"<p>{self.text(least, most)}</p>" for _ in range(number))

    def many(self, number: int, make: Callable[[], str]) -> str:
        """Return so many of what a function makes, one after the other."""
        return "".join(make() for _ in range(number))

    def name(self) -> str:
        return str(self.chance.choice(self.words["names"]))

    def section(self) -> str:
        return str(self.chance.choice(self.words["sections"]))

    def say(self, what: str) -> str:
        return str(self.words["furniture"][what])

    def address(self) -> str:
        """Return the path of some article."""
        number = self.chance.randrange(100_000, 999_999)
        slug = "-".join(self.chance.sample(SLUGS, 5))
        return str(
            self.one(
                f"/{self.one('news', 'a', 'town')}/{slug}-{number}", f"/2024/05/{number % 28 + 1:02}/{slug}/"
            )
        )

    def clock(self) -> str:
        return f"{self.chance.randrange(6, 23):02}:{self.chance.randrange(60):02}"

    def day(self) -> str:
        return f"{self.chance.randrange(1, 28):02}.05.2024"

    def iso(self) -> str:
        return f"2024-05-{self.chance.randrange(1, 28):02}T{self.clock()}:00+02:00"

    def image(self, words: str = "") -> str:
        return f'<img src="/i/{self.chance.randrange(9999)}.jpg" alt="{words}">'

    def shell(
        self,
        main: str,
        title: str,
        *,
        head: str = "",
        body: str = "",
        og: str | None = None,
        data: Any = None,
        aside: bool = True,
    ) -> str:
        """Return the whole page around its main part: navigation, sidebar, footer, as sites differ in them."""
        if og:
            head += f'<meta property="og:type" content="{og}"><meta property="og:title" content="{title}">'
        if data is not None:
            head += f'<script type="application/ld+json">{json.dumps(data, ensure_ascii=False)}</script>'
        side = self._aside() if aside else ""
        return (
            f'<!DOCTYPE html><html lang="{self.language}"><head><meta charset="utf-8"><title>{title} | Paper</title>'
            f"{head}</head><body{body}>{self._top()}{main}{side}{self._foot()}</body></html>"
        )

    def _top(self) -> str:
        links = "".join(f'<li><a href="/{i}/">{s}</a></li>' for i, s in enumerate(self.words["sections"]))
        many = "".join(
            f'<li><a href="/s/{i}">{self.section()} {i}</a></li>' for i in range(self.one(0, 25, 90))
        )
        bare = " | ".join(f'<a href="/{i}/">{s}</a>' for i, s in enumerate(self.words["sections"]))
        return str(
            self.one(
                f"<header><nav><ul>{links}{many}</ul></nav></header>",
                f'<div id="top"{self.c("menu")}><ul>{links}{many}</ul></div>',
                f"<div>{bare}</div>",
            )
        )

    def _aside(self) -> str:
        items = "".join(
            f'<li><a href="{self.address()}">{self.headline()}</a></li>' for _ in range(self.one(4, 8, 15))
        )
        return str(
            self.one(
                "",
                f"<aside{self.c('sidebar')}><h3>{self.say('latest')}</h3><ul>{items}</ul></aside>",
                f"<div{self.c('most-read')}><b>{self.say('latest')}</b><ol>{items}</ol></div>",
            )
        )

    def _foot(self) -> str:
        links = "".join(f'<a href="/p/{i}">{s}</a> ' for i, s in enumerate(self.words["sections"]))
        return str(
            self.one(
                f"<footer><p>© Paper 2024</p>{links}</footer>",
                f'<div id="foot">{links}<br>© Paper 2024</div>',
            )
        )


SLUGS = (
    "harbour",
    "bridge",
    "night",
    "council",
    "storm",
    "museum",
    "tram",
    "school",
    "mill",
    "keeper",
    "fair",
)


def hash_of(text: str) -> int:
    """Return a number of a text that is the same in every run."""
    return sum(ord(letter) * 31**i for i, letter in enumerate(text)) % 1_000_003


Made = tuple[str, str]  # path and markup
EACH = 3  # pages of a template, in as many languages


def samples_of(templates: tuple[Callable[[Press], Made], ...]) -> Iterator[Sample]:
    """Yield the pages of these templates."""
    for number, template in enumerate(templates):
        for turn in range(EACH):
            language = LANGUAGES[(number * EACH + turn) % len(LANGUAGES)]
            press = Press(language, f"{template.__name__} {turn}")
            path, html = template(press)
            yield Sample(template.__name__, language, press.host + path, html)


def data_of(p: Press, headline: str, path: str, kind: str = "NewsArticle", **more: Any) -> dict[str, Any]:
    """Return the structured data of an article."""
    return {
        "@context": "https://schema.org", "@type": kind, "headline": headline, "url": p.host + path,
        "datePublished": p.iso(), "author": {"@type": "Person", "name": p.name()}, **more,
    }  # fmt: skip


def told_whole(p: Press, headline: str, path: str, inner: str) -> Made:
    """Return an article with all marks of one, its text and whatever else as `inner` has it."""
    main = f"<article><h1>{headline}</h1>{inner}</article>"
    return path, p.shell(main, headline, og="article", data=data_of(p, headline, path))
