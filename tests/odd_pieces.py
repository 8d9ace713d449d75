"""Articles that are easily taken for something else: each function is one template."""

from __future__ import annotations

from press_words import Made, Press, data_of, told_whole


def under_a_huge_menu(p: Press) -> Made:
    """An authority's notice: three paragraphs under four hundred links."""
    headline = p.headline()
    menu = "".join(f'<li><a href="/m/{n}">{p.section()} {n}</a></li>' for n in range(400))
    main = f"<div><ul>{menu}</ul></div><div><h1>{headline}</h1><p>{p.day()}</p>{p.paragraphs(3)}</div>"
    return "/notices/2024/harbour_bridge.html", p.shell(main, headline, aside=False)


def full_of_links(p: Press) -> Made:
    """A text in which every other paragraph links to the site's own stories."""
    headline = p.headline()
    text = "".join(
        f'<p>{p.text(1)} <a href="{p.address()}">{p.headline()}</a> {p.text(1, 2)}</p>' for _ in range(8)
    )
    return p.address(), p.shell(f"<article><h1>{headline}</h1>{text}</article>", headline, og="article")


def cards_between(p: Press) -> Made:
    """Between the paragraphs cards of other stories, with headlines and excerpts."""
    headline, path = p.headline(), p.address()
    text = "".join(
        f'<p>{p.text(3, 4)}</p><div{p.c("card")}><h3><a href="{p.address()}">{p.headline()}</a></h3>'
        f"<p>{p.text(1)}</p></div>"
        for _ in range(5)
    )
    return path, p.shell(
        f"<article><h1>{headline}</h1>{text}</article>",
        headline,
        og="article",
        data=p.one(None, data_of(p, headline, path)),
    )


def obituary(p: Press) -> Made:
    """No date, no author, a name for a headline."""
    name = p.name()
    return "/obituaries/some-name", p.shell(f"<main><h1>{name}</h1>{p.image()}{p.paragraphs(4)}</main>", name)


def questions(p: Press) -> Made:
    """What to know: questions as headings, answers as paragraphs."""
    headline, path = p.headline(), p.address()
    parts = "".join(f"<h2>{p.text(1)[:-1]}?</h2><p>{p.text(2, 3)}</p>" for _ in range(6))
    data = [{"@type": "FAQPage", "mainEntity": []}, data_of(p, headline, path)]
    return path, p.shell(
        f"<article><h1>{headline}</h1><p>{p.text(2)}</p>{parts}</article>", headline, data=p.one(data, None)
    )


def match_report(p: Press) -> Made:
    """A report with line-ups and a league table."""
    headline = p.headline()
    rows = "".join(f"<tr><td>{n}</td><td>FC {p.section()}</td><td>{60 - n}</td></tr>" for n in range(18))
    main = f"<main><h1>{headline}</h1><p>{p.day()}</p>{p.paragraphs(4)}<table>{rows}</table></main>"
    return "/sport" + p.address(), p.shell(main, headline, og="article")


def blogger_post(p: Press) -> Made:
    """One post, marked up in microdata, with a sidebar of archives."""
    headline = p.headline()
    months = "".join(f'<li><a href="/2024/{n:02}/">{n:02}/2024</a> (4)</li>' for n in range(1, 30))
    main = (
        f'<div itemscope itemtype="http://schema.org/BlogPosting"><h3 itemprop="name">{headline}</h3>'
        f'<div itemprop="description articleBody">{p.paragraphs(3)}</div></div><ul>{months}</ul>'
    )
    return "/2024/05/some-post.html", p.shell(main, headline)


def statement(p: Press) -> Made:
    """An office's statement under a second-level heading, its day in the text."""
    headline = p.headline()
    main = (
        f"<h1>Press office</h1><div><h2>{headline}</h2><p>{p.day()}. {p.text(3)}</p><p>{p.text(2)}</p></div>"
    )
    return "/press/48151", p.shell(main, headline)


def with_contents(p: Press) -> Made:
    """A guide with a table of contents that links into itself."""
    headline = p.headline()
    heads = [p.headline() for _ in range(8)]
    contents = "".join(f'<li><a href="#s{n}">{head}</a></li>' for n, head in enumerate(heads))
    text = "".join(f'<h2 id="s{n}">{head}</h2>{p.paragraphs(2)}' for n, head in enumerate(heads))
    return p.address(), p.shell(f"<main><h1>{headline}</h1><ul>{contents}</ul>{text}</main>", headline)


def products(p: Press) -> Made:
    """Twelve things to buy, each under a link into the site's own shop, with a few lines."""
    headline, path = p.headline(), p.address()
    items = "".join(
        f'<h3><a href="/shop/some-thing-number-{n}">{p.headline()}</a></h3><p>{p.text(1, 2)}</p>'
        for n in range(12)
    )
    return told_whole(p, headline, path, f"<p>{p.text(3)}</p>{items}")


def horoscope(p: Press) -> Made:
    """Twelve short texts under twelve words."""
    headline = p.headline()
    signs = "".join(f"<h3>{p.section()} {n}</h3><p>{p.text(1, 2)}</p>" for n in range(12))
    return "/horoscope/2024-05-12", p.shell(
        f"<main><h1>{headline}</h1>{signs}</main>", headline, og="article"
    )


def with_comments(p: Press) -> Made:
    """Four paragraphs, thirty comments."""
    headline = p.headline()
    said = "".join(
        f'<div class="comment"><b>{p.name()}</b> <a href="/user/{n}">{p.clock()}</a><p>{p.text(1, 3)}</p></div>'
        for n in range(30)
    )
    main = f"<article><h1>{headline}</h1>{p.paragraphs(4)}</article><div id='comments'>{said}</div>"
    return p.address(), p.shell(main, headline)


def shared_entries(p: Press) -> Made:
    """A live blog without data of its own whose entries have a link each to share them."""
    entries = "".join(
        f"<div><time>{p.clock()}</time><h2>{p.headline()}</h2><p>{p.text(2)}</p><a href='#share-{n}'>Share</a></div>"
        for n in range(15)
    )
    headline = p.headline()
    main = f"<main><h1>{headline}</h1><p>{p.text(2)}</p>{entries}</main>"
    return "/live" + p.address(), p.shell(main, headline, og="article")


def letter_to_the_editor(p: Press) -> Made:
    """Two paragraphs and a name, nothing else said of it."""
    headline = p.headline()
    main = f"<main><h1>{headline}</h1><p>{p.text(2, 3)}</p><p>{p.text(3)}</p><p><i>{p.name()}</i></p></main>"
    return p.address(), p.shell(main, headline)


def under_a_second_heading(p: Press) -> Made:
    """A short report under a heading of the second rank, a day beneath it, then twenty teasers."""
    headline = p.headline()
    rest = p.many(
        20, lambda: f'<div><h3><a href="{p.address()}">{p.headline()}</a></h3><p>{p.text(2)}</p></div>'
    )
    main = f"<div><h2>{headline}</h2><p>{p.day()}</p><p>{p.text(2)}</p><p>{p.text(2)}</p></div>{rest}"
    return p.address(), p.shell(main, headline, og="article")


def headline_in_a_paragraph(p: Press) -> Made:
    """No heading at all: kicker, headline and text are paragraphs."""
    headline = p.headline()
    main = f"<div><p>{p.section()}</p><p>{headline}</p><p>{p.text(5)}</p></div>"
    return p.address(), p.shell(main, headline)


def linked_own_headline(p: Press) -> Made:
    """A post whose headline links to itself, over a line of author, section and tags."""
    headline, path = p.headline(), p.address()
    line = f'{p.day()} | <a href="/author/a">{p.name()}</a> | <a href="/c/s">{p.section()}</a>'
    main = (
        f'<div class="post"><h2><a href="{path}">{headline}</a></h2><div>{line}</div>{p.paragraphs(4)}</div>'
    )
    return path, p.shell(main, headline)


def related_in_the_text(p: Press) -> Made:
    """Five paragraphs, and then ten teasers in the same box."""
    headline = p.headline()
    rest = p.many(10, lambda: f'<h4><a href="{p.address()}">{p.headline()}</a></h4><p>{p.text(2)}</p>')
    main = f"<main><h1>{headline}</h1>{p.paragraphs(5, 3, 4)}<h3>{p.say('latest')}</h3>{rest}</main>"
    return p.address(), p.shell(main, headline, og="article")


def short_headline(p: Press) -> Made:
    """A headline of one word, four paragraphs."""
    headline, path = p.section(), p.address()
    main = f"<article><h1>{headline}</h1><p>{p.day()}</p>{p.paragraphs(4)}</article>"
    return path, p.shell(main, headline, og="article", data=p.one(None, data_of(p, headline, path)))


def micro_among_micro(p: Press) -> Made:
    """An article in microdata among related ones in microdata."""
    headline = p.headline()
    item = 'itemscope itemtype="http://schema.org/NewsArticle"'
    rest = p.many(
        6,
        lambda: f'<div {item}><h3 itemprop="headline"><a href="{p.address()}">{p.headline()}</a></h3></div>',
    )
    main = f'<article {item}><h1 itemprop="headline">{headline}</h1>{p.paragraphs(2, 3)}</article>'
    return p.address(), p.shell(main + rest, headline)


def letter_of_links(p: Press) -> Made:
    """A morning letter: a line on each story of the site, with a link at its end."""
    headline, path = p.headline(), p.address()
    items = p.many(
        9, lambda: f'<li><b>{p.section()}:</b> {p.text(2)} <a href="{p.address()}">{p.headline()}</a></li>'
    )
    return told_whole(p, headline, path, f"<p>{p.text(2)}</p><ul>{items}</ul>")


def poll(p: Press) -> Made:
    """Four sentences and a table of thirty rows."""
    headline = p.headline()
    rows = p.many(30, lambda: f"<tr><td>{p.section()}</td><td>{p.chance.randrange(99)} %</td></tr>")
    main = f"<article><h1>{headline}</h1><p>{p.day()}</p><p>{p.text(4)}</p><table>{rows}</table></article>"
    return p.address(), p.shell(main, headline, og="article")


TEMPLATES = (
    under_a_huge_menu, full_of_links, cards_between, obituary, questions, match_report, blogger_post, statement,
    with_contents, products, horoscope, with_comments, shared_entries, letter_to_the_editor,
    under_a_second_heading, headline_in_a_paragraph, linked_own_headline, related_in_the_text, short_headline,
    micro_among_micro, letter_of_links, poll,
)  # fmt: skip
