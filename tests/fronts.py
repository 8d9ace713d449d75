"""Front pages, sections and archives, as many sites make them: each function is one template."""

from __future__ import annotations

from press_words import Made, Press


def section_cards(p: Press) -> Made:
    """A section front: cards with standfirsts of two to four sentences."""
    cards = "".join(
        f'<article{p.c("card")}><a href="{p.address()}">{p.image()}<h3>{p.headline()}</h3></a>'
        f"<p>{p.text(2, 4)}</p>{p.maybe(f'<time datetime={p.iso()}>{p.day()}</time>')}</article>"
        for _ in range(p.one(9, 18, 30))
    )
    title = p.section()
    return "/politics/", p.shell(
        f"<main{p.c('section')}><h1>{title}</h1>{cards}</main>", title, og=p.one("website", "article", None)
    )


def home_hero(p: Press) -> Made:
    """A home page: one large story with its lead, then columns."""
    hero = (
        f'<section{p.c("hero")}><h2><a href="{p.address()}">{p.headline()}</a></h2><p>{p.text(3, 5)}</p>'
        f"<span>{p.say('by')} {p.name()}</span></section>"
    )
    columns = "".join(
        f'<div{p.c("column")}><h3><a href="{p.address()}">{p.headline()}</a></h3><p>{p.text(1, 2)}</p></div>'
        for _ in range(20)
    )
    data = p.one(
        {"@type": "WebSite", "url": p.host, "name": "Paper"}, None, {"@type": "NewsMediaOrganization"}
    )
    return p.one("/", "", "/index.html", "/index.php"), p.shell(
        f"<div{p.c('wrap')}>{hero}{columns}</div>", "Paper", og=p.one("website", None, "article"), data=data
    )


def home_with_article_data(p: Press) -> Made:
    """A home page in one language's folder, with the first story's own structured data."""
    story, path = p.headline(), p.address()
    data = {
        "@type": "NewsArticle", "headline": story, "url": p.host + path, "datePublished": p.iso(),
        "author": {"@type": "Person", "name": p.name()},
    }  # fmt: skip
    first = f'<div{p.c("lead")}><a href="{path}"><h1>{story}</h1></a><p>{p.text(3)}</p></div>'
    rest = "".join(
        f'<div{p.c("item")}><a href="{p.address()}"><h2>{p.headline()}</h2></a><p>{p.text(1, 3)}</p></div>'
        for _ in range(14)
    )
    return f"/{p.language}/", p.shell(first + rest, "Paper", og="website", data=data)


def first_post_in_full(p: Press) -> Made:
    """A category whose newest post stands there whole; of the others only the beginning."""
    first = (
        f'<div{p.c("first")}><h2><a href="{p.address()}">{p.headline()}</a></h2><p>{p.day()}</p>'
        f"{p.paragraphs(5)}</div>"
    )
    rest = "".join(
        f'<div{p.c("rest")}><h2><a href="{p.address()}">{p.headline()}</a></h2><p>{p.text(2, 3)} '
        f'<a href="{p.address()}">{p.say("more")}</a></p></div>'
        for _ in range(9)
    )
    title = p.section()
    return "/kategorie/lokales", p.shell(f"<div>{first}{rest}</div>", title)


def table_portal(p: Press) -> Made:
    """An old portal: tables, bold links, no names for anything."""
    rows = "".join(
        f'<tr><td valign=top>{p.image()}</td><td><a href="{p.address()}"><b>{p.headline()}</b></a><br>'
        f"{p.text(2, 3)}</td></tr>"
        for _ in range(p.one(12, 20))
    )
    return "/news.php?cat=4", p.shell(f"<table width=100%>{rows}</table>", p.section(), aside=False)


def author_archive(p: Press) -> Made:
    """A journalist's page: a long biography, then what she wrote."""
    name = p.name()
    works = "".join(
        f'<div{p.c("teaser")}><h3><a href="{p.address()}">{p.headline()}</a></h3><p>{p.text(1, 2)}</p>'
        f"<span>{p.day()}</span></div>"
        for _ in range(12)
    )
    data = p.one({"@type": "ProfilePage", "mainEntity": {"@type": "Person", "name": name}}, None)
    path = p.one("/by/some-name", "/autoren/some-name/", "/people/some-name-1234", "/profile/991")
    return path, p.shell(
        f"<main><h1>{name}</h1>{p.image(name)}<p>{p.text(4, 6)}</p>{works}</main>",
        name,
        og=p.one("profile", "website"),
        data=data,
    )


def date_archive(p: Press) -> Made:
    """All that came out on one day: times and headlines."""
    lines = "".join(
        f'<li><span>{p.clock()}</span> <a href="{p.address()}">{p.headline()}</a></li>'
        for _ in range(p.one(20, 60))
    )
    path = p.one("/2024/05/12/", "/archive/2024-05-12", "/archiv/2024/5/", "/2024/05/")
    return path, p.shell(f"<h1>12.05.2024</h1><ul{p.c('day')}>{lines}</ul>", "12.05.2024")


def ticker_overview(p: Press) -> Made:
    """Short news as they come in, each a line or two under its linked headline."""
    items = "".join(
        f'<li><time>{p.clock()}</time><a href="{p.address()}"><strong>{p.headline()}</strong></a> {p.text(1, 2)}</li>'
        for _ in range(30)
    )
    return p.one("/ticker", "/live/", "/breaking/"), p.shell(
        f"<main><h1>{p.say('latest')}</h1><ul{p.c('ticker')}>{items}</ul></main>", p.say("latest")
    )


def news_in_brief(p: Press) -> Made:
    """A river of briefs: whole texts of three sentences, each with a link to itself."""
    items = "".join(
        f'<div{p.c("brief")}><h2>{p.headline()}</h2><p>{p.text(3)}</p><p><a href="{p.address()}">#</a> {p.day()}, '
        f"{p.clock()}</p></div>"
        for _ in range(12)
    )
    return "/briefs/?page=2", p.shell(f"<div>{items}</div>", p.say("latest"))


def further_page(p: Press) -> Made:
    """Page three of a section, with numbers to turn the pages."""
    items = "".join(
        f'<div{p.c("news-item")}>{p.image()}<div><span>{p.section()}</span><a href="{p.address()}">'
        f"<h2>{p.headline()}</h2></a><p>{p.text(2)}</p></div></div>"
        for _ in range(15)
    )
    pages = "".join(f'<a href="/sport/?page={n}">{n}</a> ' for n in range(1, 12))
    return p.one("/sport/?page=3", "/sport/page/3/", "/sport/p3", "/sport/3"), p.shell(
        f"<div>{items}<div{p.c('pager')}>{pages}</div></div>", p.section()
    )


def dossier(p: Press) -> Made:
    """A topic's page: two paragraphs of introduction, then all that was written on it."""
    teasers = "".join(
        f'<li><a href="{p.address()}">{p.headline()}</a><div>{p.text(2, 3)}</div></li>' for _ in range(14)
    )
    title = f"{p.say('topic')} {p.section()}"
    data = p.one({"@type": "CollectionPage", "name": title}, None, {"@type": "WebPage", "name": title})
    return p.one("/topic/harbour", "/thema/hafen/", "/t/harbour", "/harbour"), p.shell(
        f"<main><h1>{title}</h1>{p.paragraphs(2, 2, 3)}<ul{p.c('list')}>{teasers}</ul></main>",
        title,
        data=data,
    )


def opinion_front(p: Press) -> Made:
    """Columnists with their faces and their first sentences."""
    columns = "".join(
        f'<div{p.c("columnist")}>{p.image()}<h4>{p.name()}</h4><h3><a href="{p.address()}">{p.headline()}</a></h3>'
        f"<blockquote>{p.text(2)}</blockquote></div>"
        for _ in range(10)
    )
    return p.one("/opinion/", "/meinung", "/debats/"), p.shell(
        f"<main>{columns}</main>", p.words["sections"][5]
    )


def linked_cards(p: Press) -> Made:
    """Cards that are one link each, headline and text in it."""
    cards = "".join(
        f'<a href="{p.address()}"{p.c("card")}><div><h2>{p.headline()}</h2><p>{p.text(2)}</p></div></a>'
        for _ in range(16)
    )
    return "/world/europe", p.shell(f"<main>{cards}</main>", p.section(), og="website")


def definition_list(p: Press) -> Made:
    """An association's news as terms and definitions."""
    items = "".join(
        f'<dt>{p.day()}</dt><dd><a href="{p.address()}">{p.headline()}</a><br>{p.text(1, 2)}</dd>'
        for _ in range(15)
    )
    return "/index.php?id=12", p.shell(f"<dl>{items}</dl>", p.say("latest"))


def tabloid_home(p: Press) -> Made:
    """A home page of headlines, in three sizes."""
    items = "".join(
        f'<{tag}><a href="{p.address()}">{p.headline()}</a></{tag}>' for tag in ("h1", "h2", "h3", "h3") * 15
    )
    return p.one("/", "/?ref=nav", "/home"), p.shell(f"<div>{items}</div>", "Paper", og="website")


def section_with_parts(p: Press) -> Made:
    """A region's front: towns as headings, under each a few stories."""
    parts = "".join(
        f'<section><h2><a href="/r/{n}">{p.section()}</a></h2>'
        + "".join(
            f'<div><h3><a href="{p.address()}">{p.headline()}</a></h3><p>{p.text(1, 3)}</p></div>'
            for _ in range(4)
        )
        + "</section>"
        for n in range(5)
    )
    return p.one("/region/", "/local-news", "/stadt/nord"), p.shell(f"<main>{parts}</main>", p.section())


def tag_archive(p: Press) -> Made:
    """A tag's page as a bare list of excerpts, its address telling nothing."""
    items = "".join(
        f'<li><h2><a href="{p.address()}">{p.headline()}</a></h2><div>{p.text(2, 4)}</div><span>{p.name()}</span>'
        f" <time>{p.day()}</time></li>"
        for _ in range(20)
    )
    return p.one("/tag/ferry/", "/k/4711", "/themen/faehre", "/ferry/"), p.shell(
        f"<div{p.c('archive')}><h1>#{p.section()}</h1><ul>{items}</ul></div>", p.section()
    )


def two_columns_of_posts(p: Press) -> Made:
    """A magazine's front: excerpts in two columns of unlike boxes."""
    wide = "".join(
        f'<div{p.c("big")}><a href="{p.address()}">{p.image()}</a><h2><a href="{p.address()}">{p.headline()}</a></h2>'
        f"<p>{p.text(4)}</p></div>"
        for _ in range(4)
    )
    small = "".join(
        f'<div{p.c("small")}><h4><a href="{p.address()}">{p.headline()}</a></h4><p>{p.text(1)}</p></div>'
        for _ in range(10)
    )
    return "/magazine", p.shell(
        f"<div><div>{wide}</div><div>{small}</div></div>", "Magazine", data=p.one({"@type": "WebPage"}, None)
    )


def long_title(p: Press) -> Made:
    """A topic whose title is as long as a headline."""
    title = f"{p.say('topic')}: {p.headline()}, {p.headline()}"
    items = "".join(
        f'<li><p><a href="{p.address()}">{p.headline()}</a></p><p>{p.text(1, 3)}</p><p>{p.day()}</p></li>'
        for _ in range(18)
    )
    return p.one("/special/bridge", "/bridge-closed"), p.shell(
        f"<main><h1>{title}</h1><ul>{items}</ul></main>", title
    )


def signed_teasers(p: Press) -> Made:
    """A front on which every teaser has its author and its time."""
    items = "".join(
        f'<div{p.c("item")}><a href="{p.address()}"><h3>{p.headline()}</h3></a><div>{p.text(2)}</div>'
        f'<address>{p.say("by")} <a rel="author" href="/x">{p.name()}</a></address>'
        f'<time datetime="{p.iso()}">{p.day()} {p.clock()}</time></div>'
        for _ in range(16)
    )
    return p.one("/economy/", "/us/politics", "/c/17"), p.shell(
        f"<main>{items}</main>", p.section(), og="article"
    )


def two_leads(p: Press) -> Made:
    """A local edition: two stories with long leads, then lines only."""
    leads = "".join(
        f'<section><a href="{p.address()}">{p.image()}</a><h2><a href="{p.address()}">{p.headline()}</a></h2>'
        f"<p>{p.text(3)}</p><p>{p.text(3)}</p></section>"
        for _ in range(2)
    )
    lines = "".join(f'<li><a href="{p.address()}">{p.headline()}</a></li>' for _ in range(40))
    return p.one("/north/", "/edition/west"), p.shell(
        f"<main>{leads}<ul>{lines}</ul></main>", "Paper North", og="website"
    )
