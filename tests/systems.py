"""Fronts and archives in the markup of the content systems that the trade uses: each function is one template."""

from __future__ import annotations

from press_words import Made, Press


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


def drupal_view(p: Press) -> Made:
    """A view of Drupal: fields in boxes of their own, long excerpts."""
    rows = p.many(
        10,
        lambda: (
            f'<div class="views-row"><div class="views-field-title"><span><a href="{p.address()}">{p.headline()}</a>'
            f'</span></div><div class="views-field-created">{p.day()}</div><div class="views-field-body"><p>{p.text(4, 6)}'
            f'</p></div><div class="views-field-view-node"><a href="{p.address()}">{p.say("more")}</a></div></div>'
        ),
    )
    return "/news/reports", p.shell(f'<h1>{p.section()}</h1><div class="view">{rows}</div>', p.section())


def typo3_news(p: Press) -> Made:
    """TYPO3: teasers that are called articles, their addresses a query."""
    items = p.many(
        7,
        lambda: (
            f'<div class="article articletype-0"><h3><a href="/detail/?tx_news%5Bnews%5D={p.chance.randrange(999)}">'
            f'{p.headline()}</a></h3><div class="teaser-text"><p itemprop="description">{p.text(3)}</p></div></div>'
        ),
    )
    return "/presse/", p.shell(f'<div class="news-list-view">{items}</div>', "Presse", og="article")


def dated_page(p: Press) -> Made:
    """A page builder's front, which says of itself when it was published."""
    items = p.many(
        9,
        lambda: (
            f'<article class="elementor-post"><h3><a href="{p.address()}">{p.headline()}</a></h3><span>{p.day()}'
            f'</span><p>{p.text(2)}</p><a href="{p.address()}">{p.say("more")} »</a></article>'
        ),
    )
    return "/updates/", p.shell(
        f"<h1>{p.section()}</h1>{items}",
        p.section(),
        og="article",
        data={"@type": "WebPage", "datePublished": p.iso()},
    )


def micro_cards(p: Press) -> Made:
    """Teasers each marked up in microdata as an article, with author and date."""
    items = p.many(
        9,
        lambda: (
            f'<article itemscope itemtype="https://schema.org/NewsArticle"><h2 itemprop="headline"><a itemprop="url" '
            f'href="{p.address()}">{p.headline()}</a></h2><p>{p.text(2)}</p><meta itemprop="datePublished" '
            f'content="{p.iso()}"><span itemprop="author">{p.name()}</span></article>'
        ),
    )
    return "/mundo/", p.shell(f"<div>{items}</div>", p.section(), og="website")


def many_data(p: Press) -> Made:
    """A section that describes each of its stories in structured data of their own."""
    stories = [(p.headline(), p.address()) for _ in range(10)]
    data = [{"@type": "NewsArticle", "headline": said, "url": p.host + path} for said, path in stories]
    items = "".join(
        f'<div><a href="{path}"><h2>{said}</h2></a><p>{p.text(2)}</p></div>' for said, path in stories
    )
    return "/politics", p.shell(f"<main><h1>{p.section()}</h1>{items}</main>", p.section(), data=data)


def data_that_lies(p: Press) -> Made:
    """A section whose data calls the section itself an article, with an author and a date."""
    items = p.many(
        12, lambda: f'<div><h3><a href="{p.address()}">{p.headline()}</a></h3><p>{p.text(2)}</p></div>'
    )
    data = {
        "@type": "NewsArticle", "headline": p.headline(), "datePublished": p.iso(),
        "author": {"@type": "Person", "name": p.name()},
    }  # fmt: skip
    return "/nation", p.shell(f"<div>{p.section()}</div>{items}", p.section(), og="article", data=data)


def lead_and_rail(p: Press) -> Made:
    """One story told in three paragraphs, the others headlines only."""
    lead = (
        f'<div><h1><a href="{p.address()}">{p.headline()}</a></h1><div>{p.say("by")} {p.name()}</div>'
        f'{p.paragraphs(3, 3, 4)}<a href="{p.address()}">{p.say("more")}</a></div>'
    )
    rail = p.many(18, lambda: f'<li><a href="{p.address()}">{p.headline()}</a></li>')
    return "/local/", p.shell(f"<div>{lead}<ul>{rail}</ul></div>", p.section(), og="website")


def river_of_data(p: Press) -> Made:
    """A lead among hashed names, then an ordered list, on a page that calls itself an article."""
    items = p.many(
        11,
        lambda: (
            f'<li><article><h3><a href="{p.address()}">{p.headline()}</a></h3><p>{p.text(2)}</p><p>{p.say("by")} '
            f"<span>{p.name()}</span></p></article></li>"
        ),
    )
    lead = f'<h2><a href="{p.address()}">{p.headline()}</a></h2><p>{p.text(5)}</p>'
    main = f"<main{p.c('x')}><h1>{p.section()}</h1><p>{p.text(3)}</p>{lead}<ol>{items}</ol></main>"
    return "/interactive/bridges", p.shell(main, p.section(), og="article")


def ends_in_more(p: Press) -> Made:
    """An association's reports: headings without links, the words to go on at the end of each paragraph."""
    items = p.many(
        7,
        lambda: (
            f'<h3>{p.headline()}</h3><p>{p.text(3)} <a href="report.php?id={p.chance.randrange(9999)}">'
            f"{p.say('more')}</a></p>"
        ),
    )
    return "/reports/all", p.shell(items, "Reports")


def bytes_and_comments(p: Press) -> Made:
    """A portal of the old days: under each text how long it is, and how many said something."""
    items = p.many(
        8,
        lambda: (
            f"<table><tr><td><b>{p.headline()}</b></td></tr><tr><td>{p.text(4)}</td></tr><tr><td>( "
            f'<a href="{p.address()}">{p.say("more")}</a> | {p.chance.randrange(900, 9000)} bytes )</td></tr></table>'
        ),
    )
    return "/modules.php?name=News&new_topic=3", p.shell(items, "News")


def link_digest(p: Press) -> Made:
    """What others may like to read: sentences that each end in a headline."""
    items = p.many(14, lambda: f'<p>{p.text(1)} <a href="{p.address()}">{p.headline()}</a></p>')
    return "/digest", p.shell(f"<h1>Digest</h1>{items}", "Digest")


def long_intro(p: Press) -> Made:
    """A topic under a headline's length of title: what it is about, then all that was written on it."""
    items = p.many(
        14, lambda: f'<div><h3><a href="{p.address()}">{p.headline()}</a></h3><p>{p.text(2)}</p></div>'
    )
    main = f"<span>Dossier</span><h1>{p.headline()}</h1><p>{p.text(2)}</p><p>{p.text(3)}</p>{items}"
    return "/world/dossier-harbour", p.shell(main, "Dossier", og="website")


TEMPLATES = (
    wordpress_category, wordpress_full_posts, blogger_posts, block_theme, drupal_view, typo3_news, dated_page,
    micro_cards, many_data, data_that_lies, lead_and_rail, river_of_data, ends_in_more, bytes_and_comments,
    link_digest, long_intro,
)  # fmt: skip
