"""korrespondent.net and ua.korrespondent.net, with their feeds on k.img.com.ua."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, date, datetime, timedelta
from functools import partial
from itertools import groupby
from zoneinfo import ZoneInfo

from newscrawl.demo import announce
from newscrawl.demo.announce import Notice
from newscrawl.demo.markup import attributes, links, month, page, plain_page, write_blocks
from newscrawl.demo.site import HTML, Answer, Site, moved, robots
from newscrawl.demo.sites.korrespondent_paper import FEEDS, PAPERS, RUSSIAN, Paper
from newscrawl.demo.stories import Edition, Story
from newscrawl.demo.truth import Expected, expect

KYIV = ZoneInfo("Europe/Kyiv")
PER_PAGE = 4
_ARCHIVE = re.compile(r"/all/(?:\w+/)?(?:\d{4}/[a-z]+/\d{1,2}/?)?(?:p\d+/?)?$")
FEED_LENGTH = 7  # so that the oldest articles stand in sitemap and archive only


def build(edition: Edition) -> list[Site]:
    """Return the paper's two sites and the host of their feeds."""
    feeds = Site(FEEDS)
    sites = [_site(paper, edition.stories(paper.outlet), feeds) for paper in PAPERS]
    return [*sites, feeds]


def expected(edition: Edition) -> Iterator[Expected]:
    """Yield the truth about both papers' articles."""
    for paper in PAPERS:
        stories = edition.stories(paper.outlet)
        for place, story in enumerate(stories):
            kinds = ("feed", "sitemap", "archive") if place < FEED_LENGTH else ("sitemap", "archive")
            old = _old_path(paper, story)
            yield expect(
                story,
                paper.url(paper.path(story)),
                paper.outlet,
                authors=tuple(name for name in story.authors if name != paper.house_name),
                found_by=kinds,
                aliases=(paper.url(old),) if old else (),
                copy_of=_original(story, edition),
                relation="translation" if "translation_of" in story.more else None,
            )


def _original(story: Story, edition: Edition) -> str | None:
    slug = story.more.get("translation_of")
    return slug and original(slug, edition)


def original(slug: str, edition: Edition) -> str:
    """Return the address of the Russian article `slug`."""
    found = next(story for story in edition.stories(RUSSIAN.outlet) if story.slug == slug)
    return RUSSIAN.url(RUSSIAN.path(found))


def _old_path(paper: Paper, story: Story) -> str | None:
    """The address that the feed still gives, before the article's slug was changed."""
    slug = story.more.get("old_slug")
    return slug and f"/{story.section}/{paper.first_number + story.number}-{slug}"


def _site(paper: Paper, stories: Sequence[Story], feeds: Site) -> Site:
    site = Site(paper.host, fallback=partial(_quiet_day, paper))
    for story in stories:
        site.pages[paper.path(story)] = partial(_article, paper, story, stories)
        if old := _old_path(paper, story):
            site.pages[old] = moved(paper.url(paper.path(story)))
    notices = [_notice(paper, story) for story in stories]
    sitemap = f"/sitemap/{'ua' if paper.lang == 'uk' else 'ru'}/sitemap.xml"
    site.pages[sitemap] = announce.sitemap(notices)
    site.pages["/robots.txt"] = robots("Disallow: /search", f"Sitemap: {paper.url(sitemap)}")
    feed = announce.rss(paper.publisher, paper.url("/"), notices[:FEED_LENGTH])
    feeds.pages[paper.feed.removeprefix(f"http://{FEEDS}")] = feed
    site.pages["/about/"] = Answer(plain_page(paper.about, f"{paper.publisher} ({paper.house_name})"))
    _add_lists(site, paper, stories)
    return site


def _notice(paper: Paper, story: Story) -> Notice:
    return Notice(
        url=paper.url(_old_path(paper, story) or paper.path(story)),
        headline=story.headline,
        published=story.published.astimezone(KYIV),
        modified=story.modified,
        summary=f"<img src='{paper.url('/files/small.jpg')}' align='left'/> {story.standfirst}",
        author=story.authors[0] if story.authors else paper.house_name,
        language=paper.lang,
    )


def _add_lists(site: Site, paper: Paper, stories: Sequence[Story]) -> None:
    """Home, sections and the archive of each day; each in pages of PER_PAGE articles."""
    _add_list(site, paper, "/", paper.archive, stories)
    _add_list(site, paper, "/all/", paper.archive, stories)
    for key, words in paper.sections:
        _add_list(site, paper, f"/{key}/", words, [s for s in stories if s.section == key])
    for word, path in _tags(stories).items():
        _add_list(site, paper, path, word, [s for s in stories if word in s.keywords])
    for day, of_day in groupby(stories, key=_kyiv_day):
        folder = f"/all/{day.year}/{month(_noon(day), 'en').lower()}/{day.day}/"
        _add_list(site, paper, folder, paper.archive, list(of_day))


def _quiet_day(paper: Paper, target: str) -> Answer | None:
    """The archive of a day without articles, or a page past a day's last: a list without entries."""
    return _list(paper, paper.archive, (), None) if _ARCHIVE.match(target) else None


def _add_list(site: Site, paper: Paper, folder: str, title: str, stories: Sequence[Story]) -> None:
    pages = max(1, -(-len(stories) // PER_PAGE))
    for number in range(1, pages + 1):
        path = folder if number == 1 else f"{folder}p{number}/"
        shown = stories[(number - 1) * PER_PAGE : number * PER_PAGE]
        answer = partial(_list, paper, title, shown, f"{folder}p{number + 1}" if number < pages else None)
        site.pages[path] = answer
        site.pages[path.removesuffix("/") or "/"] = answer


def _list(paper: Paper, title: str, stories: Sequence[Story], following: str | None) -> Answer:
    articles = "".join(
        '<div class="article clearfix"><div class="article__img-link"><noscript><img src="/files/small.jpg">'
        f'</noscript></div><div class="article__title"><h3><a href="{paper.path(story)}">'
        f'{attributes(story.headline)}</a></h3></div><div class="article__date">'
        f'<a href="/{story.section}/">{story.section}</a>, {_date(paper, story)}</div>'
        f'<div class="article__text">{attributes(story.standfirst)}</div></div>\n'
        for story in stories
    )
    body = page(
        "korrespondent-list.html",
        lang=paper.lang,
        title=title,
        publisher=paper.publisher,
        feed=paper.feed,
        menu=_menu(paper),
        articles=articles,
        paging=links([(following, "→")], "", "") if following else "",
    )
    return Answer(body)


def _menu(paper: Paper) -> str:
    return links((f"/{key}/", words) for key, words in paper.sections)


def _article(paper: Paper, story: Story, stories: Sequence[Story]) -> Answer:
    encoding = story.more.get("encoding", "utf-8")
    first, *rest = write_blocks(story.blocks, _own_blocks(paper, stories))
    others = [s for s in stories if s is not story]
    byline = f'<a class="article__author" href="/author/1/">{story.authors[0]}</a>' if story.authors else None
    body = page(
        "korrespondent.html",
        lang=paper.lang,
        encoding=encoding,
        headline=attributes(story.headline),
        standfirst=attributes(story.standfirst),
        url=paper.url(paper.path(story)),
        publisher=paper.publisher,
        feed=paper.feed,
        menu=_menu(paper),
        author=byline or paper.house_name,
        date=_date(paper, story),
        clock=f"{story.published.astimezone(KYIV):%H:%M}",
        views=str(800 + story.number * 37),
        photo=_photo(paper, story),
        first=first,
        rest="\n".join(rest),
        support=paper.support,
        tagword=paper.tags,
        tags=links(((_tags(stories)[word], word) for word in story.keywords), *_TAG),
        popular=paper.popular,
        others=links((paper.path(s), s.headline) for s in others[:4]),
        latest=links(((paper.path(s), s.headline) for s in others[:6]), *_LATEST),
        about=paper.about,
    )
    if encoding == "utf-8":
        return Answer(body, modified=story.changed)
    return Answer(body.decode().encode(encoding), HTML.partition(";")[0], modified=story.changed)


def _tags(stories: Sequence[Story]) -> dict[str, str]:
    """The paths of the tags' pages by their words; numbered by age, so that they keep their addresses."""
    oldest_first = sorted(stories, key=lambda story: story.number)
    words = dict.fromkeys(word for story in oldest_first for word in story.keywords)
    return {word: f"/tag/{number}/" for number, word in enumerate(words, 1)}


_TAG = ('<div class="post-item__tags-item">', "</div>")
_LATEST = ('<div class="article"><div class="article__title">', "</div></div>")


def _own_blocks(paper: Paper, stories: Sequence[Story]) -> dict[str, Callable[[str], str]]:
    def also(number: str) -> str:
        other = next(s for s in stories if s.number == int(number))
        return f'<p><strong><a href="{paper.url(paper.path(other))}">{other.headline}</a></strong></p>'

    def own(text: str) -> str:
        before, name, after = text.split("|")
        red = f'<strong><span style="color: #ff0000;">{name}</span></strong>'
        return f"<p>{attributes(before)}{red}{attributes(after)}</p>"

    return {"also": also, "promo": lambda _: _promotion(paper), "own": own}


def _promotion(paper: Paper) -> str:
    name = f'<span style="color: #ff0000;"><strong> {paper.house_name} </strong></span>'
    channels = links(
        [("https://t.me/korrespondentnet", "Telegram"), ("https://whatsapp.com/channel/k", "WhatsApp")],
        " ",
        "",
    )
    return f"<p><em>{paper.news_from}{name}{paper.subscribe}{channels}</em></p>"


def _photo(paper: Paper, story: Story) -> str:
    if not story.photo:
        return ""
    return (
        '<div class="post-item__photo clearfix"><img class="post-item__big-photo-img" '
        f'src="{paper.url(story.photo.path)}" alt="{attributes(story.headline)}">'
        f'<div class="post-item__photo-author">{paper.photo}: {attributes(story.photo.credit)}</div>'
        f'<div class="post-item__photo-caption">{attributes(story.photo.caption)}</div></div>'
    )


def _kyiv_day(story: Story) -> date:
    return story.published.astimezone(KYIV).date()


def _noon(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, 12, tzinfo=UTC)


def _date(paper: Paper, story: Story) -> str:
    """The date as the page shows it at the moment it is asked for."""
    day, today = _kyiv_day(story), datetime.now(KYIV).date()
    if day == today:
        return paper.today
    if day == today - timedelta(days=1):
        return paper.yesterday
    return f"{day.day} {month(_noon(day), paper.lang)} {day.year}"
