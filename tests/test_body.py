from __future__ import annotations

import pytest
from stories import STANDFIRST, STORY, URL, body_of, page, paragraphs, reading

from newscrawl.outlets import Outlet, Rules


def test_the_body_is_the_paragraphs_and_nothing_else() -> None:
    assert body_of(paragraphs(*STORY)) == STORY


@pytest.mark.parametrize("name", ["post-content", "cuerpo", "c_42", "article__text"])
def test_the_container_may_be_called_anything(name: str) -> None:
    html = page(paragraphs(*STORY)).replace("entry-content", name)
    assert (reading(html).article.article_body or "").split("\n\n") == STORY


def test_a_short_text_whose_headline_links_to_itself_is_no_teaser() -> None:
    own = f'<div><h2><a href="{URL}">Night ferry returns</a></h2>{paragraphs(*STORY[:2])}</div>'
    other = f'<div><h2><a href="/n/7">Rain for a third day</a></h2>{paragraphs(*STORY[3:])}</div>'
    html = f"<html><head><title>Night ferry returns</title></head><body><div>{own}{other}</div></body></html>"
    assert (reading(html).article.article_body or "").split("\n\n") == STORY[:2]


def test_br_and_div_paragraphs_are_paragraphs() -> None:
    assert body_of("<br><br>".join(STORY)) == STORY
    assert body_of("".join(f"<div>{text}</div>" for text in STORY)) == STORY


def test_inline_markup_and_drop_caps_leave_no_stray_spaces() -> None:
    first = f'<p><span class="dropcap">{STORY[0][0]}</span>{STORY[0][1:]}</p>'
    second = f"<p>{STORY[1].replace('Brandt', '<em>Bra</em><b>nd</b>t')}</p>"
    assert body_of(first + second + paragraphs(*STORY[2:])) == STORY


def test_headings_lists_and_quotes_keep_their_place() -> None:
    content = paragraphs(
        *STORY[:2], "<h2>What it costs</h2>", STORY[2],
        "<ul><li>Twelve crowns return</li><li>Dogs free</li></ul>",
        f"<blockquote><p>{STORY[3]}</p></blockquote>", STORY[4],
    )  # fmt: skip
    article = reading(page(content)).article
    assert "What it costs\n\n" in (article.article_body or "")
    html = article.article_body_html or ""
    assert "<h2>What it costs</h2>" in html
    assert "<ul><li>Twelve crowns return</li><li>Dogs free</li></ul>" in html
    assert "<blockquote><p>Shopkeepers" in html


@pytest.mark.parametrize(
    "nested",
    [
        "<ul><li>All<ol><li>Return</li><li>Dogs<ul><li>small</li></ul></li></ol></li><li>By day</li></ul>",
        "<ul><li>All<ol><li>Return</li></ol></li><li>By day<ul><li>and by night</li></ul></li></ul>",
        "<ul><li><ul><li>For all of us</li></ul></li><li><ul><li>For children</li></ul></li></ul>",
        "<ol><li>By day<br>and by night</li><li>On Sundays</li></ol>",
    ],
)  # fmt: skip
def test_a_list_in_a_list_stays_in_its_item(nested: str) -> None:
    html = reading(page(paragraphs(*STORY[:2], nested, *STORY[2:]))).article.article_body_html or ""
    assert f"\n{nested}\n" in html


def test_a_table_of_data_is_rows() -> None:
    rows = "".join(f"<tr><td>Week {n}</td><td>{n * 100}</td></tr>" for n in range(1, 5))
    html = reading(page(paragraphs(*STORY) + f"<table>{rows}</table>")).article.article_body_html or ""
    assert "<tr><td>Week 1</td><td>100</td></tr>" in html or "<table" not in html


def test_what_a_row_of_a_table_is_called_does_not_take_it_out_of_the_text() -> None:
    rows = "".join(f'<tr class="player poll"><td>Ferry {n}</td><td>{n * 100}</td></tr>' for n in range(1, 6))
    text = body_of(paragraphs(*STORY[:3]) + f"<table>{rows}</table>" + paragraphs(*STORY[3:]))
    assert "Ferry 5 500" in "\n".join(text)


def test_html_is_safe_and_its_links_absolute() -> None:
    evil = (
        '<p onclick="x()">See <a href="/ferry?a=1&b=2">the timetable</a>, <a href="javascript:x()">this</a>'
        f" &lt;script&gt; and read on. {STORY[0]}<script>alert(1)</script></p>"
    )
    html = reading(page(evil + paragraphs(*STORY[1:]))).article.article_body_html or ""
    assert '<a href="https://harbour.example/ferry?a=1&amp;b=2">the timetable</a>' in html
    assert "javascript" not in html and "onclick" not in html and "alert" not in html
    assert "&lt;script&gt;" in html


@pytest.mark.parametrize(
    "junk",
    [
        '<div class="related"><h3>Read next</h3><p>Another thing that happened last week in town.</p></div>',
        '<div class="share-bar"><a href="#">Facebook</a> <a href="#">Telegram</a></div>',
        "<figure><img src=x.jpg><figcaption>The ferry at its quay on Monday.</figcaption></figure>",
        '<div class="newsletter-box"><p>Our letter brings you the harbour news each morning.</p></div>',
        '<div id="comments"><p>I think that this is a very good thing, well done to all of you.</p></div>',
        '<aside><p>The ferry was built in 1971 and is eighty metres long, with four decks.</p></aside>',
        '<h3><a href="/n/9">The bridge is closed again</a></h3>',
    ],
)  # fmt: skip
def test_what_stands_between_the_paragraphs_is_left_out(junk: str) -> None:
    assert body_of(paragraphs(*STORY[:3], junk, *STORY[3:])) == STORY


def test_a_wrapper_called_badly_does_not_hide_the_text() -> None:
    html = page(paragraphs(*STORY)).replace("<article>", '<article class="has-sidebar share comment-on">')
    assert (reading(html).article.article_body or "").split("\n\n") == STORY


def test_a_paragraph_that_is_kept_from_screen_readers_is_shown_all_the_same() -> None:
    paid = f'<p class="paywall" aria-hidden="true">{STORY[2]}</p>'
    assert body_of(paragraphs(*STORY[:2], paid, *STORY[3:])) == STORY


@pytest.mark.parametrize("first", [f"<p><strong>{STANDFIRST}</strong></p>", f"<h2>{STANDFIRST}</h2>"])
def test_a_standfirst_in_the_text_becomes_the_description(first: str) -> None:
    article = reading(page(first + paragraphs(*STORY))).article
    assert article.description == STANDFIRST
    assert (article.article_body or "").split("\n\n") == STORY


def test_a_paragraph_that_is_mostly_a_link_is_text_all_the_same() -> None:
    linked = 'Its <a href="/n/4">report on the line to the northern islands</a> is to come out in May.'
    plain = "Its report on the line to the northern islands is to come out in May."
    assert body_of(paragraphs(*STORY[:4], linked, STORY[4])) == [*STORY[:4], plain, STORY[4]]


def test_the_lead_repeated_as_description_stays_in_the_body() -> None:
    head = f'<meta name="description" content="{STORY[0]}">'
    article = reading(page(paragraphs(*STORY), head=head)).article
    assert (article.article_body or "").split("\n\n") == STORY
    assert article.description is None


def test_a_lead_that_the_markup_calls_standfirst_is_text_and_not_repeated_as_description() -> None:
    first = f'<p id="lead">{STORY[0]}</p>'
    article = reading(page(first + paragraphs(*STORY[1:]))).article
    assert article.description is None
    assert (article.article_body or "").startswith(STORY[0])


def test_a_bold_label_over_the_text_does_not_replace_the_description_of_the_data() -> None:
    head = f'<meta name="description" content="{STANDFIRST}">'
    label = "<p><strong>All news about the ferry line at a glance</strong></p>"
    assert reading(page(label + paragraphs(*STORY), head=head)).article.description == STANDFIRST


def test_a_lead_between_headline_and_byline_that_stays_text_is_no_description() -> None:
    content = f"<h1>Night ferry returns</h1><p>{STORY[0]}</p><p>By Ann Lee</p>{paragraphs(*STORY[1:])}"
    article = reading(
        f"<html><head><title>Night ferry returns</title></head><body>{content}</body></html>"
    ).article
    assert (article.article_body or "").startswith(STORY[0])
    assert article.description is None
    assert "description" not in article.provenance


def test_a_short_bold_line_that_the_data_repeats_is_the_standfirst() -> None:
    head = '<meta name="description" content="A loss to be foreseen.">'
    article = reading(page("<p><b>A loss to be foreseen.</b></p>" + paragraphs(*STORY), head=head)).article
    assert article.description == "A loss to be foreseen."
    assert (article.article_body or "").split("\n\n") == STORY


def test_of_what_the_structured_text_holds_a_hidden_copy_and_a_caption_are_no_text() -> None:
    caption, boxed = "The ferry at its quay.", f"<aside><p>{STORY[2]}</p></aside>"
    text = " ".join((*STORY, caption)).replace("“", "").replace("”", "")
    head = f'<script type="application/ld+json">{{"@type":"NewsArticle","articleBody":"{text}"}}</script>'
    copy = f"<div hidden>{' '.join(STORY)}</div>"
    figure = f"<figure><img src=x.jpg><figcaption>{caption}</figcaption></figure>"
    assert body_of(paragraphs(*STORY[:2], boxed, figure, *STORY[3:], copy), head=head) == STORY


def test_a_body_that_only_the_structured_data_holds_is_taken_from_there() -> None:
    text = "\\n".join(STORY).replace("“", "").replace("”", "")
    head = f'<script type="application/ld+json">{{"@type":"NewsArticle","articleBody":"{text}"}}</script>'
    article = reading(page("", head=head)).article
    assert (article.article_body or "").startswith(STORY[0])
    assert article.provenance["article_body"] == "json-ld"


def test_an_outlets_rules_choose_the_body_and_drop_parts() -> None:
    content = paragraphs(STORY[0], f'<p class="odd">{STORY[1]}</p>', *STORY[2:])
    outlet = Outlet("harbour", rules=Rules(body=".entry-content", drop="p.odd"))
    body = reading(page(content), outlet=outlet).article.article_body or ""
    assert body.split("\n\n") == [STORY[0], *STORY[2:]]


def test_explaining_says_of_each_block_why() -> None:
    found = reading(page(paragraphs(*STORY)), explain=True)
    assert any(line.startswith("kept") and "The council of Vellmar" in line for line in found.trace)
    assert any(line.startswith("dropped") and "sidebar" in line for line in found.trace)
    assert not reading(page(paragraphs(*STORY))).trace


def test_a_name_signed_below_the_text_takes_the_place_of_the_outlet() -> None:
    head = (
        '<script type="application/ld+json">{"@type": "NewsArticle", "author":'
        ' {"@type": "Organization", "name": "Harbour Post"}}</script>'
    )
    article = reading(page(paragraphs(*STORY, "<p><b>Ann Lee</b></p>"), head=head)).article
    assert [author.name for author in article.authors] == ["Ann Lee"]
    assert (article.article_body or "").split("\n\n") == STORY


def test_an_agency_that_signs_the_last_paragraph_is_the_source() -> None:
    article = reading(page(paragraphs(*STORY[:-1], f"{STORY[-1]} (Reuters)"))).article
    assert [(c.name, c.evidence) for c in article.source_organization] == [("Reuters", "(Reuters)")]
    assert article.provenance["source_organization"] == "text"
    assert reading(page(paragraphs(f"{STORY[0]} (Reuters)", *STORY[1:]))).article.source_organization == []
