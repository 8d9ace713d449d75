"""Pages that are no articles, as many sites make them: each function is one template."""

from __future__ import annotations

from collections.abc import Iterator

import boards
import fronts
import systems
from press_words import Made, Press, Sample, samples_of


def search_results(p: Press) -> Made:
    """Results of a search with snippets that break off."""
    asked = p.section()
    hits = "".join(
        f'<li{p.c("result")}><a href="{p.address()}">{p.headline()}</a><p>… {p.text(1, 2)[:150]} …</p>'
        f"<cite>{p.host}/…</cite></li>"
        for _ in range(p.one(10, 20))
    )
    path = p.one("/search?q=harbour", "/suche/?s=hafen", "/find/?text=abc", "/?s=port", "/buscar/puerto/")
    return path, p.shell(
        f'<form action="/search"><input name="q" value="{asked}"></form><h1>{p.say("search")} “{asked}”</h1>'
        f"<p>1–20 / 1312</p><ol>{hits}</ol>",
        f"{p.say('search')} {asked}",
    )


def gallery_index(p: Press) -> Made:
    """Galleries to choose from: a picture, a line, a short text."""
    tiles = "".join(
        f'<figure{p.c("tile")}><a href="{p.address()}">{p.image(p.headline())}</a><figcaption>'
        f'<a href="{p.address()}">{p.headline()}</a> {p.maybe(p.text(1))}</figcaption></figure>'
        for _ in range(24)
    )
    return p.one("/fotos/", "/galleries", "/pictures/week/"), p.shell(
        f"<main><h1>{p.section()}</h1>{tiles}</main>",
        p.section(),
        data=p.one({"@type": "ImageGallery"}, None),
    )


def gallery(p: Press) -> Made:
    """One gallery: pictures with captions, and nothing else to read."""
    slides = "".join(
        f"<figure>{p.image()}<figcaption>{n}/12 {p.text(1)} © {p.name()}</figcaption></figure>"
        for n in range(12)
    )
    return p.one("/gallery/harbour-by-night/", "/fotostrecke/123456"), p.shell(
        f"<h1>{p.headline()}</h1>{slides}", p.headline(), og=p.one("website", "article")
    )


def video_index(p: Press) -> Made:
    """Videos with their length and one or two sentences each."""
    clips = "".join(
        f'<div{p.c("video")}><a href="{p.address()}">{p.image()}<span>0{p.chance.randrange(1, 9)}:24</span></a>'
        f'<h3><a href="{p.address()}">{p.headline()}</a></h3><p>{p.text(1, 2)}</p></div>'
        for _ in range(p.one(12, 24))
    )
    data = p.one(
        None, {"@type": "ItemList", "itemListElement": [{"@type": "VideoObject", "name": p.headline()}] * 3}
    )
    return p.one("/video/", "/videos", "/tv/latest"), p.shell(
        f"<main><h1>{p.say('watch')}</h1>{clips}</main>",
        p.say("watch"),
        data=data,
        og=p.one("website", "video.other"),
    )


def newsletters(p: Press) -> Made:
    """Letters to subscribe to: what each is about, and a box to tick."""
    letters = "".join(
        f'<div{p.c("letter")}><h3>{p.headline()}</h3><p>{p.text(2)}</p><label><input type="checkbox">'
        f"{p.say('sign')}</label></div>"
        for _ in range(8)
    )
    return "/newsletters/", p.shell(
        f'<main><h1>Newsletter</h1><p>{p.text(1)}</p><form>{letters}<input type="email"></form></main>',
        "Newsletter",
        og="website",
    )


def lost_page(p: Press) -> Made:
    """A 404 that came as 200, with something to read instead."""
    rest = "".join(
        f'<div{p.c("teaser")}><a href="{p.address()}"><h3>{p.headline()}</h3></a><p>{p.text(1, 2)}</p></div>'
        for _ in range(6)
    )
    return p.address(), p.shell(f"<h1>{p.say('lost')}</h1><p>{p.text(1)}</p>{rest}", p.say("lost"))


def consent_wall(p: Press) -> Made:
    """Nothing but the question for consent."""
    text = {
        "en": "We and our 214 partners store cookies on your device to show you advertising that suits you.",
        "de": "Wir und unsere 214 Partner speichern Cookies auf Ihrem Gerät, um Ihnen passende Werbung zu zeigen.",
        "fr": "Nos 214 partenaires et nous déposons des cookies sur votre appareil pour vous montrer des publicités.",
        "es": "Nosotros y nuestros 214 socios guardamos cookies en su dispositivo para mostrarle publicidad.",
    }  # fmt: skip
    said = text.get(p.language, text["en"])
    buttons = "<button>OK</button><button>…</button>"
    return p.address(), (
        f'<html lang="{p.language}"><head><title>Paper</title></head><body><div class="{p.one("consent", "cmp-wall")}">'
        f"<h1>Cookies</h1><p>{said}</p><p>{said}</p>{buttons}</div></body></html>"
    )


def login_wall(p: Press) -> Made:
    """A form to log in, and what an account is good for."""
    gains = "".join(f"<li>{p.section()}</li>" for _ in range(5))
    return p.one("/login?next=/a/1", "/account/signin", "/anmelden"), p.shell(
        f'<form action="/login"><h1>{p.say("sign")}</h1><input name="user"><input type="password" name="word">'
        f"<button>{p.say('sign')}</button><ul>{gains}</ul></form>",
        p.say("sign"),
        aside=False,
    )


def offers_only(p: Press) -> Made:
    """A subscriber's article of which nothing is shown but the headline and what it costs."""
    offers = "".join(f"<li><b>{n},99 €</b> <button>{p.say('sign')}</button></li>" for n in (1, 9, 99))
    return p.address(), p.shell(
        f'<div class="paywall"><h1>{p.headline()}</h1><ul>{offers}</ul></div>', p.headline()
    )


def item_list(p: Press) -> Made:
    """A list that says it is an article, with an ItemList in its data."""
    paths = [p.address() for _ in range(15)]
    listed = [{"@type": "ListItem", "position": n, "url": p.host + path} for n, path in enumerate(paths, 1)]
    items = "".join(
        f'<div{p.c("story")}><a href="{path}">{p.image()}</a><div><a href="{path}">{p.headline()}</a>'
        f"<p>{p.text(2, 3)}</p></div></div>"
        for path in paths
    )
    return "/business/markets/", p.shell(
        f"<main><h1>{p.section()}</h1>{items}</main>",
        p.section(),
        og="article",
        data={"@type": "ItemList", "itemListElement": listed},
    )


def issue_contents(p: Press) -> Made:
    """What the printed issue holds, page by page."""
    parts = "".join(
        f"<h2>{p.section()}</h2>"
        + "".join(
            f'<p><a href="{p.address()}">{p.headline()}</a> {p.name()}: {p.text(1)}</p>' for _ in range(6)
        )
        for _ in range(4)
    )
    return "/issue/2024-19/", p.shell(f"<div{p.c('contents')}><h1>19/2024</h1>{parts}</div>", "19/2024")


def podcast_index(p: Press) -> Made:
    """Episodes of a podcast with long notes."""
    episodes = "".join(
        f'<section{p.c("episode")}><h2><a href="{p.address()}">{n}. {p.headline()}</a></h2><audio src="/{n}.mp3">'
        f"</audio><p>{p.text(4)}</p><p>{p.day()} · 34 min</p></section>"
        for n in range(12, 0, -1)
    )
    data = p.one({"@type": "PodcastSeries", "name": "Paper"}, None)
    return "/podcast/harbour-talk", p.shell(f"<main>{episodes}</main>", "Harbour talk", data=data)


def press_releases(p: Press) -> Made:
    """Press releases in a table: day, title, a few sentences."""
    rows = "".join(
        f'<tr><td>{p.day()}</td><td><a href="{p.address()}">{p.headline()}</a><p>{p.text(2)}</p></td></tr>'
        for _ in range(20)
    )
    return "/press/releases", p.shell(f"<main><h1>Press</h1><table>{rows}</table></main>", "Press")


def calendar(p: Press) -> Made:
    """What is on: days, places, a sentence on each."""
    events = "".join(
        f'<div{p.c("event")}><b>{p.day()} {p.clock()}</b><h3><a href="{p.address()}">{p.headline()}</a></h3>'
        f"<p>{p.text(1, 2)}</p></div>"
        for _ in range(15)
    )
    return p.one("/events/", "/agenda?day=12", "/kalender"), p.shell(f"<main>{events}</main>", "Agenda")


def results_table(p: Press) -> Made:
    """A league's table and results."""
    rows = "".join(
        f'<tr><td>{n}</td><td><a href="/team/{n}">FC {p.section()}</a></td><td>{n}:2</td><td>{60 - n}</td></tr>'
        for n in range(1, 19)
    )
    return "/sport/table", p.shell(f"<h1>{p.words['sections'][3]}</h1><table>{rows}</table>", "Table")


def ranking(p: Press) -> Made:
    """What is read most, numbered, with a sentence on each."""
    items = "".join(
        f'<div{p.c("rank")}><span>{n}</span><div><a href="{p.address()}">{p.headline()}</a><p>{p.text(1)}</p></div></div>'
        for n in range(1, 21)
    )
    return p.one("/most-read/", "/ranking?type=day", "/top"), p.shell(f"<main>{items}</main>", "Top 20")


def forum(p: Press) -> Made:
    """Threads of a forum with the beginning of their last answer."""
    rows = "".join(
        f'<tr><td><a href="/t/{n}">{p.headline()}</a><br>{p.text(1)}</td><td>{n}</td><td>{p.name()}, {p.clock()}</td></tr>'
        for n in range(20)
    )
    return p.one("/forum/", "/community/latest"), p.shell(f"<table>{rows}</table>", "Forum")


def robot_check(p: Press) -> Made:
    """A page that wants to know whether it talks to a person."""
    said = p.one(
        "Checking your browser before accessing the site.",
        "Please enable JavaScript and cookies to continue.",
    )
    return p.address(), (
        f"<html><head><title>Just a moment…</title></head><body><h1>paper.example</h1><p>{said}</p>"
        f"<p>Ray ID: 8f{p.chance.randrange(10**9)}</p></body></html>"
    )


def lone_video(p: Press) -> Made:
    """A video with a line on it, and other videos."""
    others = "".join(f'<a href="{p.address()}">{p.headline()}</a> ' for _ in range(10))
    headline = p.headline()
    return "/video" + p.address(), p.shell(
        f"<h1>{headline}</h1><video src=/v.mp4></video><p>{p.text(1)[:55]}</p><div>{others}</div>",
        headline,
        og="video.other",
        data={"@type": "VideoObject", "name": headline},
    )


def more_links_only(p: Press) -> Made:
    """Items whose headlines are no links; only the words at their end are."""
    items = "".join(
        f"<div{p.c('entry')}><h2>{p.headline()}</h2><div>{p.day()}</div><p>{p.text(3, 4)}</p>"
        f'<a href="{p.address()}">{p.say("more")}</a></div>'
        for _ in range(p.one(6, 10))
    )
    return p.one("/aktuell/", "/news/", "/press"), p.shell(f"<div>{items}</div>", p.say("latest"))


def untitled_paragraphs(p: Press) -> Made:
    """Excerpts of five sentences whose headlines are linked paragraphs."""
    items = "".join(
        f'<p{p.c("t")}><a href="{p.address()}">{p.headline()}</a></p><p>{p.text(5)}</p>' for _ in range(8)
    )
    return "/essays/", p.shell(f"<div{p.c('content')}>{items}</div>", "Essays")


def aggregator(p: Press) -> Made:
    """Other sites' stories, each with an excerpt."""
    items = "".join(
        f'<div{p.c("feed")}><h3><a href="https://other{n}.example/{n}">{p.headline()}</a></h3><p>{p.text(2)}</p>'
        f"<small>other{n}.example</small></div>"
        for n in range(18)
    )
    return p.one("/", "/planet/"), p.shell(f"<main>{items}</main>", "Planet")


TEMPLATES = (
    fronts.section_cards, fronts.home_hero, fronts.home_with_article_data,     fronts.first_post_in_full, fronts.table_portal, search_results,
    fronts.author_archive, fronts.date_archive, gallery_index, gallery, video_index,
    fronts.ticker_overview, fronts.news_in_brief, fronts.further_page, newsletters, lost_page,
    consent_wall, login_wall, offers_only, fronts.dossier, fronts.opinion_front, item_list,
    issue_contents, podcast_index, fronts.linked_cards, more_links_only, fronts.definition_list,
    press_releases, fronts.tabloid_home, fronts.section_with_parts, fronts.tag_archive,
    fronts.two_columns_of_posts, calendar, results_table, fronts.long_title,
    fronts.signed_teasers, ranking, untitled_paragraphs, aggregator,
    forum, robot_check, lone_video, fronts.two_leads, *systems.TEMPLATES, *boards.TEMPLATES,
)  # fmt: skip


def samples() -> Iterator[Sample]:
    """Yield every page: each template in several languages, with its choices drawn anew."""
    return samples_of(TEMPLATES)
