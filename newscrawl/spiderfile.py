"""The text of a spider's file, from what a site was found to offer."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from newscrawl.discover.offers import Offer
from newscrawl.items import Article
from newscrawl.normalise.addresses import host_of

# Second labels under which countries register names, and countries whose names the whole world buys.
_SECOND = ("co", "com", "net", "org", "gov", "ac", "edu", "or", "ne")
_NOBODYS = re.compile("ai|am|cc|co|dj|eu|fm|gg|io|la|ly|me|nu|st|su|to|tv|ws")
_SECTIONS = 5  # sections that are read where there is neither feed nor sitemap


def name_of(url: str) -> str:
    """Return what a site's spider is called: its host without www and without what it is registered under."""
    labels = host_of(url).partition(":")[0].split(".")
    kept = labels[:-1] or labels
    if len(kept) > 1 and kept[-1] in _SECOND:
        kept = kept[:-1]
    name = re.sub(r"[^a-z0-9]+", "_", "_".join(kept).lower()).strip("_")
    return name if name[:1].isalpha() else f"site_{name}"


def country_of(url: str) -> str | None:
    """Return the country that a site's address names, None where it names none for sure."""
    last = (urlsplit(url).hostname or "").rpartition(".")[2].lower()
    if not re.fullmatch("[a-z]{2}", last) or _NOBODYS.fullmatch(last):
        return None
    return {"uk": "GB"}.get(last, last.upper())


def spider_file(offer: Offer, name: str, sample: Article) -> str:
    """Return a spider's file: declarations alone, a TODO for what neither site nor sample article told."""
    publisher = offer.facts.publisher or sample.publisher or host_of(offer.home)
    language = sample.in_language or offer.facts.language
    wordpress = bool(offer.of_kind("api"))
    base, module = ("WordPressSpider", ".wordpress") if wordpress else ("NewsSpider", "")
    country = country_of(offer.home)
    lines = [
        f"from newscrawl.platforms{module} import {base}",
        "",
        "",
        f"class {''.join(part.capitalize() for part in name.split('_'))}Spider({base}):",
        f"    name = {_quoted(name)}",
        f"    publisher = {_quoted(publisher)}",
        f"    country = {_quoted(country)}" if country else "    country = None  # its address names none",
        f"    languages = ({_quoted(language)},)"
        if language
        else '    languages = ("TODO",)  # TODO: BCP 47 tags',
        f"    home = {_quoted(offer.home)}{'' if offer.home.startswith('https:') else '  # no https'}",
        *_lists(offer, wordpress),
    ]
    if offer.pattern:
        lines.append(f'    article_pattern = r"{offer.pattern}"')
    return "\n".join(lines) + "\n"


def _lists(offer: Offer, wordpress: bool) -> list[str]:
    """Return the declared sources: of a WordPress site those that its platform does not find by itself."""
    told = {
        "feeds": [] if wordpress else offer.of_kind("feed"),
        "news_sitemaps": offer.of_kind("news_sitemap"),
        "sitemaps": offer.of_kind("sitemap"),
    }
    if not any(told.values()) and not wordpress:
        told["listings"] = [offer.home, *offer.sections[:_SECTIONS]]
    return [line for name, urls in told.items() if urls for line in _tuple(name, urls)]


def _tuple(name: str, urls: list[str]) -> list[str]:
    one = f"    {name} = ({', '.join(map(_quoted, urls))}{',' if len(urls) == 1 else ''})"
    return (
        [one] if len(one) <= 110 else [f"    {name} = (", *(f"        {_quoted(u)}," for u in urls), "    )"]
    )


def _quoted(text: str | None) -> str:
    escaped = (text or "").replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'
