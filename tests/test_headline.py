"""The headline on the page, and another one where there truly is another."""

import pytest

from newscrawl.extract.headline import cut_site_name, read_headline, site_names
from newscrawl.extract.page import Page
from newscrawl.extract.structured import read_structured
from newscrawl.outlets import Outlet

LONG = "Ferry leaves the old harbour for the last time"


def headline(body="", head="", hint=None, rules=()):
    page = Page(f"<html><head>{head}</head><body>{body}</body></html>", "https://www.harbourpost.com/news/1")
    structured = read_structured(page)
    sites = site_names(page, structured, Outlet("x"))
    return read_headline(page, structured, sites, hint, list(rules))


@pytest.mark.parametrize(
    "title",
    [f"{LONG} | Harbour Post", f"{LONG} - Harbour Post", f"Harbour Post: {LONG}", f"{LONG} — harbourpost.com",
     f"{LONG} | HarbourPost", f"{LONG} » Harbour Post Online", LONG],
)  # fmt: skip
def test_the_site_s_name_is_cut_off(title):
    assert cut_site_name(title, ["Harbour Post", "harbourpost", "harbourpost.com"]) == LONG


def test_a_dash_in_the_headline_stays():
    assert cut_site_name("Storm hits the coast - again", ["Harbour Post"]) == "Storm hits the coast - again"


def test_the_heading_that_speaks_of_the_article_wins_over_the_logo():
    found = headline(f"<h1>Harbour Post</h1><h1>{LONG}</h1>", f"<title>{LONG} | Harbour Post</title>")
    assert (found.text, found.source, found.alternative) == (LONG, "text", None)


def test_another_headline_is_kept_when_it_truly_differs():
    found = headline(f"<h1>{LONG}</h1>", '<meta property="og:title" content="Last ferry leaves">')
    assert (found.text, found.alternative) == (LONG, "Last ferry leaves")
    assert headline(f"<h1>{LONG}</h1>", f'<meta property="og:title" content="{LONG}!">').alternative is None


def test_without_a_heading_the_page_s_data_tells():
    found = headline("<p>Text</p>", f'<meta property="og:title" content="{LONG} | Harbour Post">')
    assert (found.text, found.source) == (LONG, "opengraph")


def test_a_kicker_is_left_out_where_the_data_leaves_it_out():
    body = f'<h1><span class="kicker">Shipping</span> {LONG}</h1>'
    assert headline(body, f'<meta property="og:title" content="{LONG}">').text == LONG


def test_soft_hyphens_and_twice_escaped_entities_are_read():
    assert headline("<h1>Fer\u00adry &amp;amp; harbour</h1>").text == "Ferry & harbour"


def test_the_feed_s_headline_is_an_alternative_and_the_rule_goes_first():
    assert headline(f"<h1>{LONG}</h1>", hint="A farewell at sea").alternative == "A farewell at sea"
    assert headline(f"<h1>{LONG}</h1>", rules=["By rule"]).source == "rules"


def test_a_page_without_any_headline_has_none():
    assert headline("<p>x</p>").text is None
