"""Boards, walls and offices of a news site, where there is hardly a text: each function is one template."""

from __future__ import annotations

from press_words import Made, Press


def weather(p: Press) -> Made:
    """A forecast: a sentence or two, then days and degrees."""
    days = p.many(7, lambda: f"<div><h3>{p.day()}</h3><span>{p.chance.randrange(30)}°</span></div>")
    return "/weather/city", p.shell(f"<h1>{p.section()}</h1><p>{p.text(2)}</p>{days}", "Weather")


def quotes(p: Press) -> Made:
    """A share: its figures, headlines on it, what the company does."""
    rows = p.many(14, lambda: f"<tr><th>{p.section()}</th><td>{p.chance.randrange(999)}.5</td></tr>")
    news = p.many(8, lambda: f'<a href="{p.address()}">{p.headline()}</a> {p.day()}<br>')
    return "/markets/quote/ABC", p.shell(
        f"<h1>ABC</h1><table>{rows}</table>{news}<p>{p.text(3)}</p>", "ABC Holding"
    )


def lottery(p: Press) -> Made:
    """The numbers drawn, week by week."""
    rows = p.many(
        10, lambda: f"<tr><td>{p.day()}</td><td>{' '.join(map(str, p.chance.sample(range(49), 6)))}</td></tr>"
    )
    return "/lottery", p.shell(f"<h1>6/49</h1><p>{p.text(1)}</p><table>{rows}</table>", "6/49")


def programme(p: Press) -> Made:
    """What is on television."""
    shows = p.many(
        30,
        lambda: (
            f'<div><time>{p.clock()}</time><h4><a href="{p.address()}">{p.headline()}</a></h4><p>{p.text(1)}</p></div>'
        ),
    )
    return "/tv/guide", p.shell(f"<h1>TV</h1>{shows}", "TV")


def picture_of_the_day(p: Press) -> Made:
    """Pictures with a sentence, a day and a name each."""
    pictures = p.many(
        14, lambda: f"<div>{p.image()}<p>{p.text(1)}</p><small>{p.day()} · {p.name()}</small></div>"
    )
    return "/photo-of-the-day", p.shell(f"<h1>{p.section()}</h1>{pictures}", p.section())


def editions(p: Press) -> Made:
    """The printed issues, to leaf through."""
    issues = p.many(
        12,
        lambda: f'<div>{p.image()}<b>{p.day()}</b> <a href="/epaper/{p.chance.randrange(999)}">PDF</a></div>',
    )
    return "/epaper", p.shell(f"<h1>E-Paper</h1><p>{p.text(2)}</p>{issues}", "E-Paper")


def plans(p: Press) -> Made:
    """What a subscription costs."""
    offers = p.many(
        3,
        lambda: (
            f'<div><h2>{p.section()}</h2><p>9 €</p><ul><li>{p.text(1)}</li><li>{p.text(1)}</li></ul><a href="/checkout?plan={p.chance.randrange(99)}">{p.say("sign")}</a></div>'
        ),
    )
    return "/plans", p.shell(f"<h1>{p.say('sign')}</h1>{offers}", "Plus", og="website")


def shop(p: Press) -> Made:
    """Things to buy."""
    goods = p.many(
        12,
        lambda: (
            f'<div><h3><a href="{p.address()}">{p.headline()}</a></h3><p>{p.text(1, 2)}</p><span>9,90 €</span></div>'
        ),
    )
    return "/shop", p.shell(f"<h1>Shop</h1>{goods}", "Shop")


def journalist(p: Press) -> Made:
    """A person and her life in two paragraphs; the first story's day beneath it."""
    works = p.many(
        12,
        lambda: (
            f'<div><time datetime="{p.iso()}">{p.day()}</time><h3><a href="{p.address()}">{p.headline()}</a></h3><p>{p.text(2)}</p></div>'
        ),
    )
    name = p.name()
    return "/journalist/991", p.shell(
        f"<h1>{name}</h1><p>{p.text(3)}</p><p>{p.text(3)}</p>{works}", name, og="profile"
    )


def signed_list(p: Press) -> Made:
    """All by one author: day, headline, by whom; above them five sentences on who that is."""
    works = p.many(
        15,
        lambda: (
            f'<div><h2><a href="{p.address()}">{p.headline()}</a></h2><div>{p.say("by")} <a href="/u/x">{p.name()}</a> {p.day()}</div></div>'
        ),
    )
    return "/staff/some-name", p.shell(
        f"<h1>{p.name()}</h1><p>{p.text(5)}</p>{works}", p.name(), og="profile"
    )


def wall(p: Press) -> Made:
    """A page that lets nobody in before he agrees, in words that no list has."""
    said = p.text(3)
    return (
        p.address(),
        f"<html><head><title>Paper</title></head><body><div><h1>Paper</h1><p>{said}</p><button>OK</button></div></body></html>",
    )


def mediatheque(p: Press) -> Made:
    """One video with what it shows, below it the others."""
    clips = p.many(
        12, lambda: f'<div><a href="{p.address()}"><h3>{p.headline()}</h3></a><p>{p.text(2)}</p></div>'
    )
    return "/mediathek", p.shell(
        f"<video></video><h2>{p.headline()}</h2><p>{p.day()}</p><p>{p.text(4)}</p>{clips}", "Mediathek"
    )


def programme_page(p: Press) -> Made:
    """A programme's page: what it is, then what was broadcast."""
    shows = p.many(
        12,
        lambda: (
            f'<div><a href="{p.address()}">{p.image()}<span>{p.day()}</span><h3>{p.headline()}</h3></a><p>{p.text(3)}</p></div>'
        ),
    )
    return "/programs/harbour", p.shell(
        f"<h1>{p.section()}</h1><p>{p.text(3)}</p>{shows}", "Harbour", og="video.tv_show"
    )


TEMPLATES = (
    weather, quotes, lottery, programme, picture_of_the_day, editions, plans, shop, journalist, signed_list,
    wall, mediatheque, programme_page,
)  # fmt: skip
