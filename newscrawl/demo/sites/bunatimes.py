"""bunatimes.com: WordPress with REST, feed, sitemaps and AMP twins, its articles in three themes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import partial
from typing import Any

from newscrawl.demo import announce
from newscrawl.demo.announce import Notice, iso
from newscrawl.demo.markup import attributes, page, plain_page
from newscrawl.demo.site import Answer, Site, moved, robots, unavailable
from newscrawl.demo.sites import harbourpost, korrespondent
from newscrawl.demo.sites.wordpress_api import posts
from newscrawl.demo.sites.wordpress_pages import (
    HOME,
    HOST,
    NAME,
    SECTIONS,
    address,
    amp_page,
    article_page,
    author_url,
    biography,
    content,
    menu,
    post_number,
    values,
)
from newscrawl.demo.stories import Block, Edition, Story
from newscrawl.demo.truth import Expected, expect

FEED_LENGTH = 6
PER_PAGE = 4
CREDIT = "This article first appeared in |The Harbour Post|."

PRIVACY = "This demonstration keeps no data about its readers."


def stories(edition: Edition) -> list[Story]:
    """Return the site's stories, copied texts filled in."""
    originals = {story.slug: story for story in edition.stories("harbourpost")}
    return [
        _copied(story, originals[story.more["copied"]]) if "copied" in story.more else story
        for story in edition.stories("bunatimes")
    ]


def _copied(story: Story, source: Story) -> Story:
    return replace(story, standfirst=source.standfirst, blocks=(*source.text, Block("source", CREDIT)))


def build(edition: Edition) -> list[Site]:
    """Return the site."""
    shown = stories(edition)
    site = Site(HOST)
    for story in shown:
        url = address(story)
        site.pages[url.removeprefix(HOME[:-1])] = Answer(article_page(story, shown), modified=story.changed)
        site.pages[url.removeprefix(HOME[:-1]) + "amp/"] = Answer(amp_page(story), modified=story.changed)
        site.pages[f"/?p={post_number(story)}"] = moved(url)
        if story.more.get("flaky"):
            site.first[url.removeprefix(HOME[:-1])] = unavailable(500)
    site.pages["/privacy-policy/"] = Answer(plain_page("Privacy Policy", PRIVACY))
    _announce(site, shown, edition)
    _add_lists(site, shown)
    return [site]


def expected(edition: Edition) -> Iterator[Expected]:
    """Yield the truth about the articles."""
    for place, story in enumerate(stories(edition)):
        kinds = ("api", "feed", "sitemap") if place < FEED_LENGTH else ("api", "sitemap")
        yield expect(
            story,
            address(story),
            "bunatimes",
            found_by=(*kinds, "news_sitemap") if _is_news(story, edition) else kinds,
            aliases=(address(story) + "amp/", f"{HOME}?p={post_number(story)}"),
            **_origin(story, edition),
        )


def _origin(story: Story, edition: Edition) -> dict[str, Any]:
    if slug := story.more.get("translation_of"):
        return {"copy_of": korrespondent.original(slug, edition), "relation": "translation"}
    if slug := story.more.get("copied"):
        return {"copy_of": harbourpost.original(slug, edition), "relation": "copy"}
    return {}


def _is_news(story: Story, edition: Edition) -> bool:
    """News sitemaps hold two days."""
    return (edition.now.date() - story.published.date()).days <= 2


def _notice(story: Story) -> Notice:
    return Notice(
        url=address(story),
        headline=story.headline,
        published=story.published,
        modified=story.modified,
        summary=story.standfirst,
        author=story.authors[0],
        html=content(story),
    )


def _announce(site: Site, shown: Sequence[Story], edition: Edition) -> None:
    notices = [_notice(story) for story in shown]
    newest = announce.newest(notices)
    children = [(f"{HOME}post-sitemap.xml", newest), (f"{HOME}category-sitemap.xml", newest)]
    sections = [Notice(f"{HOME}category/{key}/", key, shown[0].published) for key in SECTIONS]
    recent = [_notice(story) for story in shown if _is_news(story, edition)]
    site.pages["/sitemap_index.xml"] = announce.sitemap_index(children)
    site.pages["/post-sitemap.xml"] = announce.sitemap(notices)
    site.pages["/category-sitemap.xml"] = announce.sitemap(sections)
    site.pages["/news-sitemap.xml"] = announce.news_sitemap(NAME, recent)
    site.pages["/robots.txt"] = robots(
        "Disallow: /wp-admin/",
        "Allow: /wp-admin/admin-ajax.php",
        f"Sitemap: {HOME}sitemap_index.xml",
        f"Sitemap: {HOME}news-sitemap.xml",
    )
    for number in range(1, -(-len(notices) // FEED_LENGTH) + 1):
        part = notices[(number - 1) * FEED_LENGTH : number * FEED_LENGTH]
        path = "/feed/" if number == 1 else f"/feed/?paged={number}"
        site.pages[path] = announce.rss(NAME, HOME, part)
    site.services["/wp-json/wp/v2/posts"] = partial(posts, [(_post(story), story) for story in shown])


def _post(story: Story) -> dict[str, object]:
    """The post as WordPress's REST interface gives it, embedded parts included."""
    term = {"id": 3, "name": story.section.capitalize(), "taxonomy": "category", "slug": story.section}
    author = {"id": 2, "name": story.authors[0], "link": author_url(story), "description": biography(story)}
    return {
        "id": post_number(story),
        "date": iso(story.published)[:19],
        "date_gmt": iso(story.published)[:19],
        "modified": iso(story.changed)[:19],
        "modified_gmt": iso(story.changed)[:19],
        "slug": story.slug,
        "status": "publish",
        "type": "post",
        "link": address(story),
        "title": {"rendered": attributes(story.headline)},
        "content": {"rendered": content(story), "protected": False},
        "excerpt": {"rendered": f"<p>{attributes(story.standfirst)}</p>\n", "protected": False},
        "_embedded": {"author": [author], "wp:term": [[term]]},
    }


def _add_lists(site: Site, shown: Sequence[Story]) -> None:
    """Home and categories; the home page leads to one article's AMP twin, as such pages do."""
    _add_list(site, "/", "Buna Times - World news for everyone", "home blog", shown)
    for key in SECTIONS:
        _add_list(
            site,
            f"/category/{key}/",
            key.capitalize(),
            "archive category",
            [s for s in shown if s.section == key],
        )
    for word in {word for story in shown for word in story.keywords}:
        tagged = [story for story in shown if word in story.keywords]
        _add_list(site, f"/tag/{word.lower()}/", word, "archive tag", tagged)
    names = {author_url(story).removeprefix(HOME[:-1]): story.authors[0] for story in shown}
    for path, name in names.items():
        _add_list(site, path, name, "archive author", [s for s in shown if s.authors[0] == name])


_NEXT = '<div class="page-nav"><a class="next" rel="next" href="{}">Next</a></div>'


def _add_list(site: Site, folder: str, title: str, kind: str, shown: Sequence[Story]) -> None:
    pages = max(1, -(-len(shown) // PER_PAGE))
    for number in range(1, pages + 1):
        part = shown[(number - 1) * PER_PAGE : number * PER_PAGE]
        following = f"{folder}page/{number + 1}/" if number < pages else None
        body = page(
            "wordpress-list.html",
            title=title,
            kind=kind,
            menu=menu(),
            articles="\n".join(_teaser(story, amp=folder == "/" and n == 1) for n, story in enumerate(part)),
            paging=_NEXT.format(following) if following else "",
        )
        site.pages[folder if number == 1 else f"{folder}page/{number}/"] = Answer(body)


def _teaser(story: Story, *, amp: bool) -> str:
    url = address(story) + ("amp/" if amp else "")
    return (
        f'<div class="td_module_wrap"><h3 class="entry-title td-module-title"><a href="{url}">'
        f'{attributes(story.headline)}</a></h3><div class="td-module-meta-info"><time class="entry-date '
        f'td-module-date" datetime="{iso(story.published)}">{values(story)["date"]}</time></div>'
        f'<div class="td-excerpt">{attributes(story.standfirst)}</div></div>'
    )
