"""Pages that are no articles, as many sites make them: each function is one template."""

from __future__ import annotations

from collections.abc import Iterator

from press_words import Made, Press, Sample, samples_of


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


def wordpress_category(p: Press) -> Made:
    """WordPress as it comes: excerpts with a link to go on reading."""
    posts = "".join(
        f'<article class="post type-post hentry"><header class="entry-header"><h2 class="entry-title">'
        f'<a href="{p.address()}" rel="bookmark">{p.headline()}</a></h2><div class="entry-meta">{p.day()} '
        f'{p.say("by")} <a href="/author/x/">{p.name()}</a></div></header><div class="entry-summary"><p>'
        f'{p.text(3, 4)} […]</p><a class="more-link" href="{p.address()}">{p.say("more")}</a></div></article>'
        for _ in range(p.one(5, 10))
    )
    more = f'<nav class="navigation pagination"><a href="/category/local/page/2/">{p.say("next")}</a></nav>'
    title = p.section()
    return "/category/local/", p.shell(
        f'<div id="content"><h1 class="page-title">{title}</h1>{posts}{more}</div>',
        title,
        body=p.one(' class="archive category category-local"', ""),
        og=p.one("website", "article", "object"),
    )


def wordpress_full_posts(p: Press) -> Made:
    """A blog's front: whole posts, one under the other."""
    posts = "".join(
        f'<div class="post" id="post-{n}"><h2 class="entry-title"><a href="{p.address()}">{p.headline()}</a></h2>'
        f'<div class="meta">{p.day()}</div><div class="entry-content">{p.paragraphs(p.one(3, 5))}</div>'
        f'<div class="postmeta"><a href="{p.address()}#respond">3</a></div></div>'
        for n in range(p.one(4, 6, 10))
    )
    return p.one("/blog/", "/news/", "/aktuelles"), p.shell(
        f'<div id="main">{posts}<a href="/page/2/">{p.say("next")}</a></div>',
        "Blog",
        body=p.one(' class="blog"', ""),
    )


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


def linked_cards(p: Press) -> Made:
    """Cards that are one link each, headline and text in it."""
    cards = "".join(
        f'<a href="{p.address()}"{p.c("card")}><div><h2>{p.headline()}</h2><p>{p.text(2)}</p></div></a>'
        for _ in range(16)
    )
    return "/world/europe", p.shell(f"<main>{cards}</main>", p.section(), og="website")


def more_links_only(p: Press) -> Made:
    """Items whose headlines are no links; only the words at their end are."""
    items = "".join(
        f"<div{p.c('entry')}><h2>{p.headline()}</h2><div>{p.day()}</div><p>{p.text(3, 4)}</p>"
        f'<a href="{p.address()}">{p.say("more")}</a></div>'
        for _ in range(p.one(6, 10))
    )
    return p.one("/aktuell/", "/news/", "/press"), p.shell(f"<div>{items}</div>", p.say("latest"))


def definition_list(p: Press) -> Made:
    """An association's news as terms and definitions."""
    items = "".join(
        f'<dt>{p.day()}</dt><dd><a href="{p.address()}">{p.headline()}</a><br>{p.text(1, 2)}</dd>'
        for _ in range(15)
    )
    return "/index.php?id=12", p.shell(f"<dl>{items}</dl>", p.say("latest"))


def press_releases(p: Press) -> Made:
    """Press releases in a table: day, title, a few sentences."""
    rows = "".join(
        f'<tr><td>{p.day()}</td><td><a href="{p.address()}">{p.headline()}</a><p>{p.text(2)}</p></td></tr>'
        for _ in range(20)
    )
    return "/press/releases", p.shell(f"<main><h1>Press</h1><table>{rows}</table></main>", "Press")


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


def blogger_posts(p: Press) -> Made:
    """Whole posts, each marked up as one in microdata."""
    posts = "".join(
        f'<div itemprop="blogPost" itemscope itemtype="http://schema.org/BlogPosting"><h3 itemprop="name">'
        f'<a href="{p.address()}">{p.headline()}</a></h3><div itemprop="description articleBody">{p.paragraphs(3)}'
        f"</div><span>{p.name()} {p.day()}</span></div>"
        for _ in range(6)
    )
    return p.one("/2024/", "/search/label/x", "/blog"), p.shell(
        f'<div class="blog-posts">{posts}</div>', "Blog"
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


def block_theme(p: Press) -> Made:
    """WordPress as its block themes have it."""
    items = "".join(
        f'<li class="wp-block-post"><h2 class="wp-block-post-title"><a href="{p.address()}">{p.headline()}</a></h2>'
        f'<div class="wp-block-post-excerpt"><p>{p.text(3)} <a href="{p.address()}">{p.say("more")}</a></p></div>'
        f'<div class="wp-block-post-date">{p.day()}</div></li>'
        for _ in range(10)
    )
    return p.one("/news/", "/updates"), p.shell(
        f'<main class="wp-block-group"><ul class="wp-block-post-template">{items}</ul></main>', p.section()
    )


def ranking(p: Press) -> Made:
    """What is read most, numbered, with a sentence on each."""
    items = "".join(
        f'<div{p.c("rank")}><span>{n}</span><div><a href="{p.address()}">{p.headline()}</a><p>{p.text(1)}</p></div></div>'
        for n in range(1, 21)
    )
    return p.one("/most-read/", "/ranking?type=day", "/top"), p.shell(f"<main>{items}</main>", "Top 20")


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


TEMPLATES = (
    section_cards, home_hero, home_with_article_data, wordpress_category, wordpress_full_posts, first_post_in_full, table_portal, search_results, author_archive, date_archive, gallery_index, gallery, video_index, ticker_overview, news_in_brief, further_page, newsletters, lost_page, consent_wall, login_wall, offers_only, dossier, opinion_front, item_list, issue_contents, podcast_index, linked_cards, more_links_only, definition_list, press_releases, tabloid_home, section_with_parts, tag_archive, two_columns_of_posts, calendar, results_table,
    blogger_posts, long_title, signed_teasers, block_theme, ranking, untitled_paragraphs, aggregator, forum, robot_check, lone_video, two_leads,
)  # fmt: skip


def samples() -> Iterator[Sample]:
    """Yield every page: each template in four languages, with its choices drawn anew."""
    return samples_of(TEMPLATES)
