"""Articles as many sites make them, the odd ones before all: each function is one template."""

from __future__ import annotations

from collections.abc import Iterator

import odd_pieces
from press_words import Made, Press, Sample, data_of, samples_of, told_whole


def _teasers(p: Press, number: int, least: int = 1, most: int = 3) -> str:
    return "".join(
        f'<div{p.c("teaser")}><h3><a href="{p.address()}">{p.headline()}</a></h3><p>{p.text(least, most)}</p></div>'
        for _ in range(number)
    )


def flash(p: Press) -> Made:
    """A news flash of two sentences, with all marks of an article."""
    headline, path = p.headline(), p.address()
    main = (
        f'<article><h1>{headline}</h1><time datetime="{p.iso()}">{p.day()}</time><p>{p.text(2)}</p></article>'
    )
    return path, p.shell(main + _teasers(p, 6), headline, og="article", data=data_of(p, headline, path))


def bare_flash(p: Press) -> Made:
    """Two sentences under a headline and a time, nothing else said of it."""
    headline = p.headline()
    text = p.text(2) if p.language not in ("ja", "ar") else p.text(4)
    main = f"<div><h1>{headline}</h1><div>{p.day()}, {p.clock()}</div><div><p>{text}</p><p>{p.text(1)}</p></div></div>"
    return p.address(), p.shell(main, headline)


def photo_story(p: Press) -> Made:
    """Three short paragraphs among large pictures."""
    headline, path = p.headline(), p.address()
    picture = f"<figure>{p.image()}<figcaption>{p.headline()} © {p.name()}</figcaption></figure>"
    main = f"<main><h1>{headline}</h1>{picture}" + "".join(f"<p>{p.text(2)}</p>{picture}" for _ in range(3))
    return path, p.shell(
        main + "</main>", headline, og="article", data=p.one(None, data_of(p, headline, path))
    )


def video_story(p: Press) -> Made:
    """A video, and beneath it what it shows in three paragraphs."""
    headline, path = p.headline(), p.address()
    data = [{"@type": "VideoObject", "name": headline, "uploadDate": p.iso()}]
    if p.chance.random() < 0.5:
        data.append(data_of(p, headline, path))
    main = (
        f"<main><h1>{headline}</h1><video src=/v.mp4></video><div{p.c('text')}>{p.paragraphs(3)}</div></main>"
    )
    return "/video" + path, p.shell(
        main + _teasers(p, 8, 1, 1), headline, og=p.one("video.other", "article"), data=data
    )


def live_blog(p: Press) -> Made:
    """A live blog: entries with their times, some with a headline or a link to themselves."""
    headline, path = p.headline(), p.address()
    entries = "".join(
        f'<div{p.c("entry")} id="e{n}"><a href="#e{n}"><time>{p.clock()}</time></a>'
        f"{p.maybe(f'<h3>{p.headline()}</h3>', 0.7)}<p>{p.text(2, 3)}</p>{p.maybe(f'<p>{p.text(2)}</p>')}</div>"
        for n in range(p.one(8, 20))
    )
    data = p.one(data_of(p, headline, path, "LiveBlogPosting"), None)
    return p.one(path, "/live" + path), p.shell(
        f"<article><h1>{headline}</h1><p>{p.text(2)}</p>{entries}</article>",
        headline,
        og="article",
        data=data,
    )


def interview(p: Press) -> Made:
    """Questions in bold, answers below them."""
    headline, path = p.headline(), p.address()
    talk = "".join(f"<p><strong>{p.text(1)[:-1]}?</strong></p><p>{p.text(2, 4)}</p>" for _ in range(8))
    return path, p.shell(
        f"<main><h1>{headline}</h1><p>{p.say('by')} {p.name()}</p><p>{p.text(2)}</p>{talk}</main>",
        headline,
        og=p.one("article", None),
    )


def list_article(p: Press) -> Made:
    """Ten things, each a heading and a paragraph; the headings link out at times."""
    headline, path = p.headline(), p.address()
    linked = p.chance.random() < 0.4
    parts = "".join(
        (
            f'<h2>{n}. <a href="https://other.example/{n}">{p.headline()}</a></h2>'
            if linked
            else f"<h2>{n}. {p.headline()}</h2>"
        )
        + f"{p.image()}<p>{p.text(2, 4)}</p>"
        for n in range(1, 11)
    )
    return told_whole(p, headline, path, f"<p>{p.text(2)}</p>{parts}")


def opinion(p: Press) -> Made:
    """A column with its author's biography and portrait."""
    headline, name = p.headline(), p.name()
    main = (
        f"<article><span>{p.words['sections'][5]}</span><h1>{headline}</h1><div{p.c('byline')}>{p.image()}{name}</div>"
        f"{p.paragraphs(7)}<div{p.c('bio')}>{name}: {p.text(2)}</div></article>"
    )
    return p.address(), p.shell(main, headline, og="article")


def brief_among_many(p: Press) -> Made:
    """Three paragraphs, and below them forty other stories with their excerpts."""
    headline, path = p.headline(), p.address()
    main = f"<div{p.c('story')}><h1>{headline}</h1><div>{p.day()}</div>{p.paragraphs(3, 1, 2)}</div>"
    others = f"<section><h2>{p.say('latest')}</h2>{_teasers(p, 40)}</section>"
    return path, p.shell(main + others, headline, og="article", data=p.one(data_of(p, headline, path), None))


def old_table(p: Press) -> Made:
    """A page of tables and fonts, links down the left, no word on what it is."""
    headline = p.headline()
    links = "".join(f'<a href="/c/{n}">{p.section()} {n}</a><br>' for n in range(40))
    text = "<br><br>".join(p.text(2, 4) for _ in range(6))
    main = (
        f"<table><tr><td width=150>{links}</td><td><font size=5><b>{headline}</b></font><br><i>{p.day()}</i><br><br>"
        f"<font size=2>{text}</font></td></tr></table>"
    )
    return "/article.php?id=48151", p.shell(main, headline, aside=False)


def website_by_og(p: Press) -> Made:
    """A site that calls every page a website."""
    headline = p.headline()
    main = f'<div id="c"><h1>{headline}</h1><p><time datetime="{p.iso()}">{p.day()}</time></p>{p.paragraphs(6)}</div>'
    return p.address(), p.shell(main, headline, og="website", data={"@type": "WebPage", "name": headline})


def long_read(p: Press) -> Made:
    """Thirty paragraphs under six headings, the first letter set apart."""
    headline = p.headline()
    first = p.text(3)
    chapters = "".join(f"<h2>{p.headline()}</h2>{p.paragraphs(5)}" for _ in range(6))
    main = f"<article><h1>{headline}</h1><p><span{p.c('drop')}>{first[0]}</span>{first[1:]}</p>{chapters}</article>"
    return p.address(), p.shell(main, headline)


def followed_by_next(p: Press) -> Made:
    """An article after which the next ones begin, as in endless scrolling."""
    headline, path = p.headline(), p.address()
    main = f'<article data-url="{path}"><h1>{headline}</h1>{p.paragraphs(6)}</article>'
    after = "".join(
        f'<section><h2><a href="{p.address()}">{p.headline()}</a></h2><p>{p.text(3)}</p>'
        f'<a href="{p.address()}">{p.say("more")}</a></section>'
        for _ in range(3)
    )
    return path, p.shell(main + after, headline, og="article", data=p.one(data_of(p, headline, path), None))


def roundup(p: Press) -> Made:
    """A morning letter: items under headlines that link to other sites, and a greeting."""
    headline = p.headline()
    items = "".join(
        f'<h3><a href="https://other{n}.example/story">{p.headline()}</a></h3><p>{p.text(2, 3)}</p>'
        for n in range(6)
    )
    main = f"<article><h1>{headline}</h1><p>{p.day()} {p.say('by')} {p.name()}</p><p>{p.text(2)}</p>{items}</article>"
    return p.address(), p.shell(main, headline, og="article")


def listing_address(p: Press) -> Made:
    """An article whose address looks like a list's."""
    headline = p.headline()
    path = p.one(
        "/category/local/harbour-bridge-stays-closed-until-autumn/", "/archive/481516", "/topics/harbour/bridge-is-closed-again-for-months-4815162",
        "/?p=4815", "/tag/2024/05/why-the-last-mill-in-the-valley/", "/news/page/why-the-bridge-stays-closed",
    )  # fmt: skip
    main = f'<main><h1>{headline}</h1><time datetime="{p.iso()}">{p.day()}</time>{p.paragraphs(5)}</main>'
    return path, p.shell(main, headline, og="article", data=data_of(p, headline, path))


def wordpress_single(p: Press) -> Made:
    """WordPress, with widgets all around: recent posts, comments, archives, tags."""
    headline = p.headline()
    recent = "".join(f'<li><a href="{p.address()}">{p.headline()}</a></li>' for _ in range(20))
    months = "".join(f'<li><a href="/2024/{n:02}/">{n:02}/2024</a></li>' for n in range(1, 40))
    main = (
        f'<article class="post hentry"><h1 class="entry-title">{headline}</h1><div class="entry-meta">{p.day()}</div>'
        f'<div class="entry-content">{p.paragraphs(4)}</div></article>'
        f'<div class="widget"><ul>{recent}</ul></div><div class="widget"><ul>{months}</ul></div>'
    )
    return p.address(), p.shell(main, headline, body=p.one(' class="single single-post postid-7"', ""))


def review(p: Press) -> Made:
    """A review with a box of facts and a table."""
    headline = p.headline()
    rows = "".join(f"<tr><th>{p.section()}</th><td>{n}/10</td></tr>" for n in range(6))
    main = f"<main><h1>{headline}</h1>{p.paragraphs(3)}<table>{rows}</table>{p.paragraphs(3)}</main>"
    return p.address(), p.shell(main, headline, og="article", data={"@type": "Review", "name": headline})


def breaks_in_boxes(p: Press) -> Made:
    """Text in nested boxes, its paragraphs parted by breaks alone."""
    headline = p.headline()
    text = "<br><br>".join(p.text(2, 4) for _ in range(5))
    main = f"<div><div><div>{headline}</div><div><div>{p.day()}</div><div>{text}</div></div></div></div>"
    return p.address(), p.shell(main, headline)


def amp(p: Press) -> Made:
    """The AMP twin of an article."""
    headline, path = p.headline(), p.address()
    html = p.shell(
        f"<main><h1>{headline}</h1><amp-img src=/a.jpg></amp-img>{p.paragraphs(4)}</main>",
        headline,
        data=data_of(p, headline, path),
    )
    return path + "?amp=1", html.replace("<html", "<html amp", 1)


def subscribers_beginning(p: Press) -> Made:
    """The first two paragraphs of a subscriber's article, then the offers."""
    headline, path = p.headline(), p.address()
    main = (
        f"<article><h1>{headline}</h1>{p.paragraphs(2, 2, 3)}<div class=paywall><h2>Plus</h2><p>9,99 €</p>"
        f"<button>{p.say('sign')}</button></div></article>"
    )
    return path, p.shell(
        main, headline, og="article", data=data_of(p, headline, path, isAccessibleForFree=False)
    )


def week_in_review(p: Press) -> Made:
    """The week's ten stories of the site itself, two sentences on each."""
    headline, path = p.headline(), p.address()
    items = "".join(
        f'<p><strong><a href="{p.address()}">{p.headline()}</a></strong></p><p>{p.text(2)}</p>'
        for _ in range(10)
    )
    return told_whole(
        p, headline, path, f"<div>{p.say('by')} {p.name()}, {p.day()}</div><p>{p.text(2)}</p>{items}"
    )


TEMPLATES = (
    flash, bare_flash, photo_story, video_story, live_blog, interview, list_article, opinion, brief_among_many,
    old_table, website_by_og, long_read, followed_by_next, roundup, listing_address, wordpress_single, review,
    breaks_in_boxes, amp, subscribers_beginning, week_in_review, *odd_pieces.TEMPLATES,
)  # fmt: skip


def samples() -> Iterator[Sample]:
    """Yield every page: each template in several languages, with its choices drawn anew."""
    return samples_of(TEMPLATES)
