"""diariodelcerro.example: no feed, no sitemap, no robots.txt; lists with paging alone."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from zoneinfo import ZoneInfo

from newscrawl.demo.announce import iso
from newscrawl.demo.markup import attributes, links, month, page, plain_page, write_blocks
from newscrawl.demo.site import Answer, Site
from newscrawl.demo.stories import Edition, Story
from newscrawl.demo.truth import Expected, expect

HOST = "diariodelcerro.example"
HOME = f"https://{HOST}/"
NAME = "Diario del Cerro"
MADRID = ZoneInfo("Europe/Madrid")
PER_PAGE = 3
SECTIONS = ("sociedad", "economia", "cultura", "deportes")
GALLERY = "/galeria/atardeceres-desde-el-cerro-1207"  # linked as articles are, but pictures only
GALLERY_TITLE = "Galería: doce atardeceres vistos desde el cerro"

LEGAL = "Diario del Cerro es una publicación imaginaria. Sus noticias no han ocurrido."


def build(edition: Edition) -> list[Site]:
    """Return the site."""
    stories = edition.stories("diariodelcerro")
    site = Site(HOST)
    for story in stories:
        answer = Answer(_article(story, stories), modified=story.changed)
        site.pages[address(story).removeprefix(HOME[:-1])] = answer
    site.pages[GALLERY] = Answer(_gallery())
    site.pages["/aviso-legal/"] = Answer(plain_page("Aviso legal", LEGAL))
    _add_list(site, "/", NAME, stories)
    _add_list(site, "/ultimas/", "Últimas noticias", stories)
    for key in SECTIONS:
        _add_list(site, f"/{key}/", key.capitalize(), [s for s in stories if s.section == key])
    return [site]


def expected(edition: Edition) -> Iterator[Expected]:
    """Yield the truth about the articles and the gallery; "paging": not on the lists' first pages."""
    for place, story in enumerate(edition.stories("diariodelcerro")):
        kinds = ("listing",) if place < PER_PAGE else ("paging",)
        yield expect(story, address(story), HOST, found_by=kinds)
    yield Expected(HOST, HOST, HOME[:-1] + GALLERY, "not_article", found_by=("listing",))


def address(story: Story) -> str:
    """Return the article's address."""
    return f"{HOME}{story.section}/{story.slug}-{1300 + story.number}"


def _date(story: Story) -> str:
    day = story.published.astimezone(MADRID)
    return f"{day.day} de {month(day, 'es')} de {day.year}, {day:%H:%M}"


def _menu() -> str:
    sections = [(f"/{key}/", key.capitalize()) for key in SECTIONS]
    return links([("/ultimas/", "Últimas noticias"), *sections], "", "")


def _article(story: Story, stories: Sequence[Story]) -> bytes:
    others = [other for other in stories if other is not story]
    return page(
        "diariodelcerro.html",
        headline=attributes(story.headline),
        standfirst=attributes(story.standfirst),
        url=address(story),
        menu=_menu(),
        section=story.section.capitalize(),
        author=story.authors[0],
        published=iso(story.published.astimezone(MADRID)),
        date=_date(story),
        content="\n".join(write_blocks(story.blocks, {})),
        popular=links(((address(s), s.headline) for s in others[:2]), "<p>", "</p>"),
    )


def _gallery() -> bytes:
    pictures = "\n".join(f'<figure><img src="/img/atardecer-{n}.jpg" alt=""></figure>' for n in range(1, 13))
    return page("diariodelcerro-list.html", title=GALLERY_TITLE, menu=_menu(), articles=pictures, paging="")


def _add_list(site: Site, folder: str, title: str, stories: Sequence[Story]) -> None:
    """The list in pages of PER_PAGE; the home page has one page, and the gallery stands on it."""
    pages = 1 if folder == "/" else max(1, -(-len(stories) // PER_PAGE))
    for number in range(1, pages + 1):
        shown = stories[(number - 1) * PER_PAGE : number * PER_PAGE]
        following = f"{folder}{number + 1}/" if number < pages else None
        gallery = [_teaser(HOME[:-1] + GALLERY, GALLERY_TITLE, "", "")] if folder == "/" else []
        body = page(
            "diariodelcerro-list.html",
            title=title,
            menu=_menu(),
            articles="\n".join([*(_story_teaser(story) for story in shown), *gallery]),
            paging=_NEXT.format(following) if following else "",
        )
        site.pages[folder if number == 1 else f"{folder}{number}/"] = Answer(body)


_NEXT = '<nav class="paginacion"><a rel="next" href="{}">Siguiente</a></nav>'


def _story_teaser(story: Story) -> str:
    return _teaser(address(story), story.headline, story.standfirst, _date(story))


def _teaser(url: str, headline: str, text: str, date: str) -> str:
    return (
        f'<article class="tarjeta"><h2><a href="{url}">{attributes(headline)}</a></h2>'
        f'<p>{attributes(text)}</p><span class="fecha">{date}</span></article>'
    )
