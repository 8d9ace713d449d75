"""Pages whose structure is drawn by chance, each another one: what stands where, in which element, with which marks."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from press_words import LANGUAGES, Made, Press, Sample, data_of

PATHS = (
    "/s/world", "/kultura/", "/sport/football/", "/c/12", "/index.php?cat=7", "/local.html", "/t/abc", "/temas/port",
    "/k/abc", "/", "/en/", "/home", "/search?q=a", "/suche/a", "/hae?sana=a", "/gallery", "/photo-stories/", "/video",
    "/tv", "/signature/x-y", "/staff/x", "/podcast/x", "/audio/x", "/opinion", "/debatt", "/ticker", "/lenta",
    "/2024/05", "/archive/2024/5/12", "/special/harbour", "/elections-2024",
)  # fmt: skip


def _teaser(p: Press) -> Callable[[], str]:
    """Return what makes the teasers of one list, all alike."""
    heading, wrap = (
        p.one("h2", "h3", "h4", "div", "p", "b", "strong"),
        p.one("div", "article", "li", "section"),
    )
    place, length = p.one("inside", "inside", "around", "card", "more"), p.one(0, 1, 1, 2, 2, 3, 4, 6)
    order, text, when = (
        p.one("ht", "hmt", "mht", "htm", "kht"),
        p.one("p", "p", "div", "span"),
        p.one("time", "span"),
    )
    end, name = p.one("", " …", " [...]"), p.one("", "teaser", "item", "post", "css-1x2y3", "views-row")
    signed = p.one("", "", f"{p.say('by')} ")

    def make() -> str:
        path, said = p.address(), p.headline()
        head = f"<{heading}>{said}</{heading}>"
        if place == "inside":
            head = f'<{heading}><a href="{path}">{said}</a></{heading}>'
        elif place == "around":
            head = f'<a href="{path}">{head}</a>'
        told = f"<{text}>{p.text(length)}{end}</{text}>" if length else ""
        if place == "more":
            told += f'<a href="{path}">{p.say("more")}</a>'
        by = f'<span>{signed}<a href="/a/x">{p.name()}</a></span>' if signed else ""
        parts = {
            "h": head,
            "t": told,
            "m": f"<{when}>{p.day()}</{when}>{by}",
            "k": f"<span>{p.section()}</span>",
        }
        inner = "".join(parts[letter] for letter in order)
        if place == "card":
            inner = f'<a href="{path}">{p.image()}{inner}</a>'
        return f'<{wrap} class="{name}">{inner}</{wrap}>'

    return make


def index(p: Press) -> Made:
    """Return a list of articles: a title, perhaps an introduction, perhaps a lead, one list or two."""
    title = p.one(p.section(), p.section(), f"{p.say('topic')} {p.section()}", p.name())
    top = p.one("", f"<h1>{title}</h1>", f"<h1>{title}</h1>", f"<h2>{title}</h2>", f"<div>{title}</div>")
    intro = p.one("", "", "", f"<p>{p.text(1)}</p>", f"<p>{p.text(2, 4)}</p>")
    lead = f'<div><h2><a href="{p.address()}">{p.headline()}</a></h2><p>{p.text(2, 5)}</p></div>'
    lists = p.many(p.one(6, 8, 12, 20), _teaser(p)) + p.one("", "", "", p.many(6, _teaser(p)))
    main = top + intro + p.one("", "", lead) + lists
    data = p.one(
        None, None, {"@type": "WebPage"}, {"@type": "CollectionPage"}, {"@type": "ItemList"},
        {"@type": "WebPage", "datePublished": p.iso()},
        [data_of(p, p.headline(), p.address()) for _ in range(p.one(1, 4))],
    )  # fmt: skip
    box = p.one("main", "div", "section", "article")
    og = p.one(None, "website", "website", "article")
    return p.one(*PATHS), p.shell(f"<{box}>{main}</{box}>", title, og=og, data=data)


def _texts(p: Press) -> tuple[str, ...]:
    """Return the text of an article in one shape each."""
    figure = f"<figure>{p.image()}<figcaption>{p.text(1)}</figcaption></figure>"
    item = f"<h2>{p.headline()}</h2><p>{p.text(2)}</p>"
    related = f'<div><a href="{p.address()}">{p.headline()}</a></div>'
    return (
        f"<p>{p.text(2, 3)}</p>", p.paragraphs(3), p.paragraphs(7),
        "<div>" + "<br><br>".join(p.text(3) for _ in range(4)) + "</div>",
        f"<p>{p.text(2)}</p>" + f"<div><time>{p.clock()}</time><p>{p.text(2)}</p></div>" * 9,
        p.many(7, lambda: f"<p><b>{p.text(1)[:-1]}?</b></p><p>{p.text(2, 3)}</p>"),
        f"<p>{p.text(2)}</p>{item * 8}", f"<p>{p.text(3)}</p>{figure * 8}",
        f"<p>{p.text(3)}</p><table>{f'<tr><td>{p.name()}</td><td>7</td></tr>' * 14}</table>",
        p.many(6, lambda: f"<h3>{p.headline()}</h3><p>{p.text(3)}</p>") + related,
        p.many(5, lambda: f"<p>{p.text(3)}</p>{related}"),
        f"<p>{p.text(3)}</p><div class='paywall'>{p.say('sign')} <button>1 €</button></div>",
    )  # fmt: skip


def article(p: Press) -> Made:
    """Return an article: a headline, perhaps a line on who and when, a text, perhaps teasers after it."""
    headline, path = p.headline(), p.address()
    tag, box = p.one("h1", "h1", "h1", "h1", "h2", "h3", "p"), p.one("article", "main", "div")
    about = p.one(
        "", f"<p>{p.day()}</p>", f'<time datetime="{p.iso()}">{p.day()}</time>',
        f"<div>{p.say('by')} {p.name()} | {p.day()} {p.clock()}</div>",
        f'<div><a href="/a">{p.name()}</a> · <a href="/s">{p.section()}</a></div>',
    )  # fmt: skip
    rest = p.one("", p.many(p.one(4, 20), _teaser(p)))
    told = p.one("all", "all", "all", "all", "og", "none")  # of 200 real articles 2 have no data at all
    data = data_of(p, headline, path) if told == "all" else None
    main = f"<{box}><{tag}>{headline}</{tag}>{about}{p.one(*_texts(p))}</{box}>{rest}"
    return path, p.shell(main, headline, og=None if told == "none" else "article", data=data)


def samples(make: Callable[[Press], Made], number: int) -> Iterator[Sample]:
    """Yield so many pages, in all languages by turns."""
    for turn in range(number):
        press = Press(LANGUAGES[turn % len(LANGUAGES)], f"{make.__name__} by chance {turn}")
        path, html = make(press)
        yield Sample(f"{make.__name__} {turn}", press.language, press.host + path, html)
