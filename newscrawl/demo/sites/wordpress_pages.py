"""The pages of a WordPress site in three themes: tagDiv Newspaper, Jannah, JNews; and their AMP twins."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from newscrawl.demo.announce import iso
from newscrawl.demo.markup import attributes, json_ld, links, month, page, write_blocks
from newscrawl.demo.sites import harbourpost
from newscrawl.demo.stories import Story

HOST = "bunatimes.com"
HOME = f"https://{HOST}/"
NAME = "Buna Times"
SECTIONS = ("world", "business", "tech", "sports")
SOURCES = {"korrespondent": "https://korrespondent.net/", "The Harbour Post": harbourpost.HOME}
BIOGRAPHY = "{} writes for Buna Times about places that are too small for the front page."


def address(story: Story) -> str:
    """Return the article's permalink."""
    return f"{HOME}{story.section}/{post_number(story)}-{story.slug}/"


def post_number(story: Story) -> int:
    """Return the post's id."""
    return 98700 + story.number


def author_url(story: Story) -> str:
    """Return the address of the author's page."""
    return f"{HOME}author/{story.authors[0].lower().replace(' ', '-')}/"


def biography(story: Story) -> str:
    """Return the author's biography, as in the text where it stands there."""
    own = [block.text for block in story.blocks if block.kind == "bio"]
    return own[0] if own else BIOGRAPHY.format(story.authors[0])


def content(story: Story) -> str:
    """Return the post's content as markup."""
    return "\n".join(write_blocks(story.blocks, _OWN_BLOCKS))


def _source(text: str) -> str:
    before, name, after = text.split("|")
    return f'<p>{before}<a href="{SOURCES[name]}" rel="nofollow">{name}</a>{after}</p>'


_OWN_BLOCKS: dict[str, Callable[[str], str]] = {
    "standfirst": lambda text: f"<p><strong>{attributes(text)}</strong></p>",
    "also": lambda text: f'<p><strong><a href="{HOME}?s=wave">{attributes(text)}</a></strong></p>',
    "promo": lambda text: f"<p><em>{attributes(text)}</em></p>",
    "source": _source,
    "bio": lambda text: f"<p>{attributes(text)}</p>",
}


def values(story: Story) -> dict[str, str]:
    """What every page of the story needs, by the names in the templates."""
    day = story.published
    return {
        "headline": attributes(story.headline),
        "url": address(story),
        "number": str(post_number(story)),
        "section": story.section,
        "author": story.authors[0],
        "author_url": author_url(story),
        "published": iso(story.published),
        "date": f"{month(day, 'en')} {day.day}, {day.year}",
        "content": content(story),
    }


def article_page(story: Story, shown: Sequence[Story]) -> bytes:
    """Return the article's page in its theme; `shown` are the site's stories."""
    theme = story.more["theme"]
    common = values(story)
    related = [(address(s), s.headline) for s in shown if s is not story][:3]
    article = page(
        f"{theme}.html",
        **common,
        subtitle=_subtitle(story),
        photo=_photo(story),
        tags=links((f"{HOME}tag/{word.lower()}/", word) for word in story.keywords),
        author_box=_author_box(story),
        related=links(related, '<div class="related-item"><h3 class="entry-title">', "</h3></div>"),
    )
    return page(
        "wordpress.html",
        **common,
        excerpt=attributes(story.standfirst),
        json_ld=_json_ld(story),
        menu=menu(),
        article=article.decode(),
    )


_SUBTITLES = {
    "tagdiv": '<p class="td-post-sub-title">{}</p>',
    "jannah": '<h2 class="entry-sub-title">{}</h2>',
    "jnews": '<h2 class="jeg_post_subtitle">{}</h2>',
}
_BOXES = {
    "tagdiv": '<div class="author-box-wrap"><div class="td-author-name"><a href="{0}">{1}</a></div>'
    '<div class="td-author-description">{2}</div></div>',
    "jannah": '<div class="about-author container-wrapper"><h3 class="author-name"><a href="{0}">{1}</a></h3>'
    '<div class="author-bio">{2}</div></div>',
    "jnews": '<div class="jeg_authorbox"><h3 class="jeg_author_name"><a href="{0}">{1}</a></h3>'
    '<p class="jeg_author_desc">{2}</p></div>',
}


def menu() -> str:
    """Return the links to the categories."""
    return links((f"{HOME}category/{key}/", key.capitalize()) for key in SECTIONS)


def _author_box(story: Story) -> str:
    """The biography below the article, unless it stands in its text."""
    if any(block.kind == "bio" for block in story.blocks):
        return ""
    return _BOXES[story.more["theme"]].format(author_url(story), story.authors[0], biography(story))


def _subtitle(story: Story) -> str:
    """The standfirst above the text, unless it stands in it."""
    if not story.standfirst or any(block.kind == "standfirst" for block in story.blocks):
        return ""
    return _SUBTITLES[story.more["theme"]].format(attributes(story.standfirst))


def _photo(story: Story) -> str:
    if not story.photo:
        return ""
    source, caption = f"{HOME[:-1]}{story.photo.path}", attributes(story.photo.caption)
    return (
        f'<figure class="wp-block-image featured"><img src="{source}" alt="{caption}" width="1200">'
        f'<figcaption class="wp-caption-text">{caption}. '
        f"Photo: {attributes(story.photo.credit)}</figcaption></figure>"
    )


def _json_ld(story: Story) -> str:
    """A graph as Yoast writes it (tagDiv), a plain object (JNews), nothing (Jannah)."""
    url, person = address(story), f"{HOME}#/schema/person/2"
    article = {
        "@type": "NewsArticle",
        "@id": f"{url}#article",
        "headline": story.headline,
        "datePublished": iso(story.published),
        "dateModified": iso(story.changed),
        "author": {"name": story.authors[0], "@id": person},
        "articleSection": [story.section.capitalize()],
        "inLanguage": "en-US",
    }
    if story.more["theme"] == "jnews":
        author = {"@type": "Person", "name": story.authors[0]}
        return json_ld({"@context": "https://schema.org", **article, "author": author})
    if story.more["theme"] != "tagdiv":
        return ""
    graph = [
        article,
        {"@type": "WebPage", "@id": url, "url": url, "name": f"{story.headline} - {NAME}"},
        {"@type": "WebSite", "@id": f"{HOME}#website", "url": HOME, "name": NAME},
        {"@type": "Person", "@id": person, "name": story.authors[0], "description": biography(story)},
    ]
    return json_ld({"@context": "https://schema.org", "@graph": graph})


def amp_page(story: Story) -> bytes:
    """Return the AMP twin."""
    return page("wordpress-amp.html", **values(story))
