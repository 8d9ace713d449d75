"""lindenblatt.example: plain markup without structured data, an Atom feed, dates in words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from zoneinfo import ZoneInfo

from newscrawl.demo import announce
from newscrawl.demo.announce import Notice
from newscrawl.demo.markup import attributes, links, month, page, plain_page, write_blocks
from newscrawl.demo.site import Answer, Site, robots
from newscrawl.demo.sites import harbourpost
from newscrawl.demo.stories import Edition, Story
from newscrawl.demo.truth import Expected, expect

HOST = "lindenblatt.example"
HOME = f"https://{HOST}/"
NAME = "Lindenblatt"
BERLIN = ZoneInfo("Europe/Berlin")
FEED_LENGTH = 6  # the oldest article is linked from its section only
SECTIONS = ("stadt", "wirtschaft", "kultur", "wissen")
IMPRINT = "Lindenblatt Verlag GmbH, Am Lindenplatz 1, Oberlinden. Verantwortlich: Karla Brandis."
PRIVACY = "Wir speichern nichts, was wir nicht brauchen, und brauchen wenig."


def build(edition: Edition) -> list[Site]:
    """Return the site."""
    stories = edition.stories("lindenblatt")
    site = Site(HOST)
    for story in stories:
        others = [other for other in stories if other is not story]
        answer = Answer(_article(story, others), modified=story.changed)
        site.pages[address(story).removeprefix(HOME[:-1])] = answer
    fed = [_notice(story) for story in stories[:FEED_LENGTH]]
    mistake = Notice(
        HOME, "Lindenblatt: Startseite", edition.moment("-1T05:00")
    )  # the home page as if an article
    site.pages["/atom.xml"] = announce.atom(NAME, HOME, [*fed, mistake])
    site.pages["/robots.txt"] = robots("Disallow: /druck/")
    site.pages["/"] = _list(NAME, stories[:FEED_LENGTH])
    for key in SECTIONS:
        site.pages[f"/{key}/"] = _list(key.capitalize(), [s for s in stories if s.section == key])
    site.pages["/impressum/"] = Answer(plain_page("Impressum", IMPRINT))
    site.pages["/datenschutz/"] = Answer(plain_page("Datenschutz", PRIVACY))
    return [site]


def expected(edition: Edition) -> Iterator[Expected]:
    """Yield the truth about the articles and the home page that the feed announces by mistake."""
    for place, story in enumerate(edition.stories("lindenblatt")):
        slug = story.more.get("translation_of")
        yield expect(
            story,
            address(story),
            HOST,
            day_only=True,
            found_by=("feed",) if place < FEED_LENGTH else ("listing",),
            copy_of=harbourpost.original(slug, edition) if slug else None,
            relation="translation" if slug else None,
        )
    yield Expected(HOST, HOST, HOME, "not_article", found_by=("feed",))


def address(story: Story) -> str:
    """Return the article's address."""
    return f"{HOME}{story.section}/{story.slug}.html"


def _notice(story: Story) -> Notice:
    return Notice(
        url=address(story),
        headline=story.headline,
        published=story.published.astimezone(BERLIN),
        modified=story.modified and story.modified.astimezone(BERLIN),
        summary=story.standfirst,
    )


def _date(story: Story) -> str:
    day = story.published.astimezone(BERLIN)
    return f"{day.day}. {month(day, 'de')} {day.year}"


def _source(text: str) -> str:
    before, name, after = text.split("|")
    return f'<p class="quelle">{before}<a href="{harbourpost.HOME}">{name}</a>{after}</p>'


def _menu() -> str:
    return links(((f"/{key}/", key.capitalize()) for key in SECTIONS), " ", "")


def _article(story: Story, others: Sequence[Story]) -> bytes:
    return page(
        "lindenblatt.html",
        headline=attributes(story.headline),
        standfirst=attributes(story.standfirst),
        menu=_menu(),
        section=story.section.capitalize(),
        author=story.authors[0],
        date=_date(story),
        content="\n".join(write_blocks(story.blocks, {"source": _source})),
        other_url=address(others[0]),
        other=attributes(others[0].headline),
        popular=links((address(other), other.headline) for other in others[1:5]),
    )


def _list(title: str, stories: Sequence[Story]) -> Answer:
    articles = "\n".join(
        f'<div class="anriss"><h2><a href="{address(s)}">{attributes(s.headline)}</a></h2>'
        f"<p>{attributes(s.standfirst)} <span>({_date(s)})</span></p></div>"
        for s in stories
    )
    return Answer(page("lindenblatt-list.html", title=title, menu=_menu(), articles=articles))
