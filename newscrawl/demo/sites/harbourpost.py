"""harbourpost.example: JSON-LD, JSON Feed, news sitemap, gzip sitemap, and most of the mishaps of the web."""

from __future__ import annotations

import gzip
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import takewhile
from typing import Any

from newscrawl.demo import announce
from newscrawl.demo.announce import Notice, iso
from newscrawl.demo.markup import attributes, json_ld, links, month, page, plain_page, write_blocks
from newscrawl.demo.site import GZIP, Answer, Site, not_found, robots, unavailable
from newscrawl.demo.stories import Edition, Story
from newscrawl.demo.truth import Expected, expect

HOST = "harbourpost.example"
HOME = f"https://{HOST}/"
NAME = "The Harbour Post"
FEED_LENGTH = 7
SECTIONS = ("local", "business", "culture", "science", "opinion")
TRACKING = "?utm_source=feed&utm_medium=json"
MISTAKE = "business"  # the section page that the feed announces as if it were an article
STATES = {"paywalled": "paywalled", "disallowed": "robots_disallowed", "gone": "gone", "missing": "gone"}
SERVED = (None, "paywalled", "busy")  # the fates with a page

ABOUT = "The Harbour Post is published for demonstration. None of its news has happened."


def build(edition: Edition) -> list[Site]:
    """Return the site."""
    stories = edition.stories("harbourpost")
    site = Site(HOST, squeezes=True)
    for story in stories:
        _add(site, story, [s for s in stories if s is not story and s.more.get("fate") in SERVED])
    _announce(site, stories, edition)
    shown = [story for story in stories if story.more.get("fate") in SERVED]
    site.pages["/about/"] = Answer(plain_page("About us", ABOUT))
    _add_list(site, "/", NAME, shown)
    for key in SECTIONS:
        _add_list(site, f"/{key}/", key.capitalize(), [s for s in shown if s.section == key])
    for word in {word for story in shown for word in story.keywords}:
        _add_list(site, _topic(word), word.capitalize(), [s for s in shown if word in s.keywords])
    return [site]


def expected(edition: Edition) -> Iterator[Expected]:
    """Yield the truth about the articles and the section page announced by mistake."""
    stories = edition.stories("harbourpost")
    fed = [story for story in stories if story.more.get("fate") != "disallowed"][:FEED_LENGTH]
    for story in stories:
        kinds = ["feed"] if story in fed else []
        kinds += ["news_sitemap"] if _is_news(story, edition) else []
        yield expect(
            _cut(story),
            address(story),
            HOST,
            state=STATES.get(story.more.get("fate", ""), "article"),
            found_by=(*kinds, "sitemap"),
            aliases=(address(story) + TRACKING, *(HOME[:-1] + path for path in _twins(story))),
        )
    yield Expected(HOST, HOST, f"{HOME}{MISTAKE}/", "not_article", found_by=("feed",))


def original(slug: str, edition: Edition) -> str:
    """Return the address of the article `slug`."""
    return next(address(story) for story in edition.stories("harbourpost") if story.slug == slug)


def address(story: Story) -> str:
    """Return the article's canonical address."""
    return f"{HOME}{story.section}/{story.slug}-{20400 + story.number}"


def _twins(story: Story) -> Iterator[str]:
    """The paths of other pages that show the story."""
    path = address(story).removeprefix(HOME[:-1])
    if story.more.get("amp"):
        yield f"/amp{path}"
    if story.more.get("second_path"):
        yield path.replace(f"/{story.section}/", "/live/")


def _cut(story: Story) -> Story:
    """The story as readers without a subscription see it."""
    shown = takewhile(lambda block: block.kind != "cut", story.blocks)
    return replace(story, blocks=tuple(shown))


def _is_news(story: Story, edition: Edition) -> bool:
    return (edition.now.date() - story.published.date()).days <= 2


def _add(site: Site, story: Story, others: Sequence[Story]) -> None:
    path, fate = address(story).removeprefix(HOME[:-1]), story.more.get("fate")
    if fate in ("gone", "missing"):
        site.pages[path] = not_found(410 if fate == "gone" else 404)
        return
    answer = Answer(_article(story, others), modified=story.changed)
    site.pages[path] = answer
    for twin in _twins(story):
        amp = Answer(page("harbourpost-amp.html", **_common(story)), modified=story.changed)
        site.pages[twin] = amp if twin.startswith("/amp/") else answer
    if fate == "busy":
        site.first[path] = unavailable(429, retry_after=1)


def _notice(story: Story, suffix: str = "") -> Notice:
    return Notice(
        url=address(story) + suffix,
        headline=story.headline,
        published=story.published,
        modified=story.modified,
        summary=story.standfirst,
        author=", ".join(story.authors),
        language="en",
    )


def _announce(site: Site, stories: Sequence[Story], edition: Edition) -> None:
    """News sitemap with canonical, feed with tracking, archive sitemap (gzip) with twins' addresses."""
    news = [_notice(story) for story in stories if _is_news(story, edition)]
    fed = [_notice(s, TRACKING) for s in stories if s.more.get("fate") != "disallowed"][:FEED_LENGTH]
    mistake = Notice(f"{HOME}{MISTAKE}/", "Business", edition.moment("-1T05:00"))
    archive = announce.sitemap(
        [replace(_notice(s), url=HOME[:-1] + path) for s in stories for path in _twins(s)]
        + [_notice(story) for story in stories]
    )
    newest = announce.newest(news)
    children = [(f"{HOME}sitemaps/news.xml", newest), (f"{HOME}sitemaps/archive.xml.gz", newest)]
    site.pages["/sitemaps/news.xml"] = announce.news_sitemap(NAME, news)
    site.pages["/sitemaps/archive.xml.gz"] = replace(
        archive, body=gzip.compress(archive.body, mtime=0), type=GZIP
    )
    site.pages["/sitemap.xml"] = announce.sitemap_index(children)
    site.pages["/feed.json"] = announce.json_feed(NAME, HOME, [*fed, mistake])
    site.pages["/robots.txt"] = robots(
        "Crawl-delay: 0", "Disallow: /members/", "Disallow: /search", f"Sitemap: {HOME}sitemap.xml"
    )


def _common(story: Story) -> dict[str, str]:
    return {
        "headline": attributes(story.headline),
        "url": address(story),
        "byline": " and ".join(story.authors),
        "published": iso(story.published),
        "date": _in_words(story),
        "content": "\n".join(write_blocks(_cut(story).blocks, {})),
    }


def _in_words(story: Story) -> str:
    day = story.published
    return f"{day.day} {month(day, 'en')} {day.year}, {day:%H:%M} GMT"


def _article(story: Story, others: Sequence[Story]) -> bytes:
    amp = [twin for twin in _twins(story) if twin.startswith("/amp/")]
    lead = f'<p class="story__standfirst">{attributes(story.standfirst)}</p>' if story.standfirst else ""
    return page(
        "harbourpost.html",
        **_common(story),
        amphtml=f'<link rel="amphtml" href="{amp[0]}">' if amp else "",
        standfirst=attributes(story.standfirst),
        standfirst_line=lead,
        json_ld=json_ld(_data(story)),
        menu=_menu(),
        section=story.section,
        updated=f'<time class="updated" datetime="{iso(story.modified)}">Updated</time>'
        if story.modified
        else "",
        photo=_photo(story),
        wall=_WALL if story.more.get("fate") == "paywalled" else "",
        tags=links((_topic(word), word) for word in story.keywords),
        more=links((address(other), other.headline) for other in others[:4]),
    )


_WALL = (
    '<div class="paywall"><h2>Keep reading with a subscription</h2><p>This story is for subscribers. '
    'Subscribe now for 2 crowns a week or <a href="/login/">log in</a> to read on.</p></div>'
)


def _data(story: Story) -> dict[str, Any]:
    free = story.more.get("fate") != "paywalled"
    data: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": story.more.get("kind", "NewsArticle"),
        "mainEntityOfPage": {"@type": "WebPage", "@id": address(story)},
        "headline": story.headline,
        "description": story.standfirst,
        "datePublished": iso(story.published),
        "dateModified": iso(story.changed),
        "author": [{"@type": "Person", "name": name} for name in story.authors],
        "publisher": {"@type": "NewsMediaOrganization", "name": NAME, "url": HOME},
        "articleSection": story.section.capitalize(),
        "keywords": list(story.keywords),
        "isAccessibleForFree": free,
    }
    if story.photo:
        data["image"] = [HOME[:-1] + story.photo.path]
    if not free:
        data["hasPart"] = {"@type": "WebPageElement", "isAccessibleForFree": False, "cssSelector": ".paywall"}
    return data


def _photo(story: Story) -> str:
    if not story.photo:
        return ""
    return (
        f'<figure class="story__lead"><img src="{story.photo.path}" alt=""><figcaption>'
        f'{attributes(story.photo.caption)} <span class="credit">Photograph: {attributes(story.photo.credit)}'
        "</span></figcaption></figure>"
    )


def _topic(word: str) -> str:
    return f"/topics/{word.replace(' ', '-').lower()}/"


def _menu() -> str:
    return links((f"/{key}/", key.capitalize()) for key in SECTIONS)


def _add_list(site: Site, path: str, title: str, stories: Sequence[Story]) -> None:
    articles = "\n".join(
        f'<article class="card"><h2><a href="{next(_twins(s), address(s))}">{attributes(s.headline)}</a></h2>'
        f"<p>{attributes(s.standfirst)}</p>"
        f'<time datetime="{iso(s.published)}">{_in_words(s)}</time></article>'
        for s in stories
    )
    body = page("harbourpost-list.html", title=title, menu=_menu(), articles=articles)
    site.pages[path] = Answer(body)
    site.pages.setdefault(path.rstrip("/") or "/", Answer(body))
