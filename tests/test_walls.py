"""Walls told from pages: every kind known, and articles that only look like one."""

from __future__ import annotations

import tomllib
from importlib.resources import files

import pytest

from newscrawl.walls import Wall, text_length, wall_of

SHELL = '<!DOCTYPE html><html lang="en"><head><title>{title}</title>{head}</head><body>{body}</body></html>'
STORY = "<p>The ferry to the island left an hour late, and nobody at the quay was told why.</p>"


def wall(page: str, status: int = 200, **headers: str) -> Wall | None:
    told = {name.replace("_", "-"): value for name, value in headers.items()}
    return wall_of(status, lambda name: told.get(name), page.encode())


def page(title: str = "post.example", head: str = "", body: str = "") -> str:
    return SHELL.format(title=title, head=head, body=body)


CHALLENGES = {
    "a Cloudflare challenge": [
        page("Just a moment...", body="<noscript>Enable JavaScript and cookies to continue</noscript>"),
        page(head="<script>window._cf_chl_opt={cRay: '1'};</script>"),
    ],
    "a Cloudflare block": [
        page("Attention Required! | Cloudflare", body="<h1>Sorry, you have been blocked</h1>")
    ],
    "an AWS WAF challenge": [
        page(head="<script>window.awsWafCookieDomainList = [];</script>"),
        page(head='<script src="https://x.edge.sdk.awswaf.com/x/challenge.js"></script>'),
    ],
    "a Vercel challenge": [page("Vercel Security Checkpoint", body="We're verifying your browser")],
    "a DataDome challenge": [
        page(
            head="<script>var dd={'cid':'x'}</script>",
            body='<p>Please enable JS</p><script src="https://ct.captcha-delivery.com/c.js"></script>',
        ),
        page(body='<iframe src="https://geo.captcha-delivery.com/captcha/?x"></iframe>'),
    ],
    "a HUMAN (PerimeterX) challenge": [
        page("Access to this page has been denied", body='<div id="px-captcha"></div>')
    ],
    "an Akamai challenge": [page(body='<div id="sec-if-cpt-container">Powered and protected by</div>')],
    "an Akamai block": [
        "<HTML><HEAD><TITLE>Access Denied</TITLE></HEAD><BODY><H1>Access Denied</H1>"
        "Reference&#32;&#35;18&#46;1</BODY></HTML>"
    ],
    "an Imperva (Incapsula) challenge": [
        '<html><body><iframe src="/_Incapsula_Resource?CWUDNSAI=1">Request unsuccessful. '
        "Incapsula incident ID: 1-2</iframe></body></html>",
        '<html><head><script src="/_Incapsula_Resource?SWJIYLWA=1"></script></head><body></body></html>',
    ],
    "a Kasada challenge": [page(body="<script>window.KPSDK={}</script><script src='/a/ips.js'></script>")],
    "a Sucuri challenge": [page("You are being redirected...", "<script>sucuri_cloudproxy_js='';</script>")],
    "a Sucuri block": [page("Sucuri WebSite Firewall - Access Denied", body="What is going on?" * 30)],
    "a DDoS-Guard challenge": [
        page("DDoS-Guard", '<script src="/.well-known/ddos-guard/js-challenge/index.js"></script>')
    ],
    "a Qrator challenge": ['<html><head><script src="/__qrator/qauth_v2.js"></script></head></html>'],
    "an Anubis challenge": [
        page(
            "Making sure you're not a bot!",
            '<script id="anubis_challenge" type="application/json">{}</script>',
        )
    ],
    "an F5 block": [
        "<html><body>The requested URL was rejected. Please consult with your administrator."
        "<br>Your support ID is: 1</body></html>"
    ],
    "a challenge for browsers": [page(body="<h1>Checking your browser before accessing post.example</h1>")],
    "a captcha instead of the page": [
        page("Are you human?", body='<form><div class="h-captcha" data-sitekey="1"></div></form>')
    ],
}


@pytest.mark.parametrize(
    ("reason", "told"), [(reason, told) for reason, pages in CHALLENGES.items() for told in pages]
)
@pytest.mark.parametrize("status", [200, 403, 405, 429, 503])
def test_a_challenge_is_told_with_any_status(reason: str, told: str, status: int) -> None:
    assert wall(told, status) == Wall(f"HTTP {status}, {reason}", status, challenge=True)


def test_every_kind_of_wall_has_a_page_here_or_a_header() -> None:
    kinds = tomllib.loads(files("newscrawl").joinpath("walls.toml").read_text("utf-8"))["wall"]
    assert {kind["reason"] for kind in kinds if "marks" in kind or "scripts" in kind} == set(CHALLENGES)


@pytest.mark.parametrize(
    ("name", "value", "reason"),
    [
        ("cf-mitigated", "challenge", "a Cloudflare challenge"),
        ("x-amzn-waf-action", "challenge", "an AWS WAF challenge"),
        ("x-amzn-waf-action", "Captcha ", "an AWS WAF captcha"),
        ("x-vercel-mitigated", "challenge", "a Vercel challenge"),
    ],
)
def test_a_service_that_says_so_is_believed_without_its_page(name: str, value: str, reason: str) -> None:
    told = wall_of(202, {name: value}.get, b"")
    assert told == Wall(f"HTTP 202, {reason}", 202, challenge=True)
    assert wall_of(200, {name: "nothing"}.get, page(body=STORY).encode()) is None


@pytest.mark.parametrize("status", [202, 401, 402, 403, 407, 451])
def test_a_status_alone_can_be_a_wall(status: int) -> None:
    told = wall(page(body=STORY), status)
    assert told is not None
    assert told.reason.startswith(f"HTTP {status}, ")
    assert not told.challenge
    assert told.lasting == (status in (401, 402, 407, 451))


@pytest.mark.parametrize("status", [200, 203, 304, 404, 410, 429, 500, 503])
def test_a_page_and_a_plain_fault_are_no_wall(status: int) -> None:
    assert wall(page(body=STORY), status) is None
    assert wall("", status) is None


EVERY_MARK = "".join(told for pages in CHALLENGES.values() for told in pages)


def test_an_article_that_loads_or_tells_of_everything_is_an_article() -> None:
    assert wall(page(head=EVERY_MARK, body=STORY * 20)) is None
    quoted = EVERY_MARK.replace("&", "&amp;").replace("<", "&lt;")
    assert wall(page("Why sites ask", body=f"<article>{STORY * 8}<pre>{quoted}</pre></article>")) is None


@pytest.mark.parametrize(
    "head",
    [
        '<script type="application/ld+json">{"@type": "NewsArticle"}</script>',
        '<meta property="og:title" content="Ferry late">',
        '<meta content="article" property=og:type>',
    ],
)
def test_a_short_page_that_describes_an_article_is_one(head: str) -> None:
    assert wall(page(head=head + '<script src="/_Incapsula_Resource?x"></script>', body=STORY)) is None


def test_a_short_article_with_a_captcha_in_its_form_is_an_article() -> None:
    form = '<form>Write to us <div class="g-recaptcha"></div></form>'
    assert wall(page("Ferry late", body=STORY * 4 + form)) is None


@pytest.mark.parametrize(
    "body",
    [
        '<?xml version="1.0"?><rss><title>Just a moment...</title><script src="/__qrator/"/></rss>',
        "\ufeff<rss><channel><title>Checking your browser before accessing</title></channel></rss>",
        '{"title": "<title>Just a moment...</title>"}',
        "User-agent: *\nDisallow: /__qrator/\nDisallow: /_Incapsula_Resource?\n",
        "x" * 200,
    ],
)
def test_feeds_data_and_robots_are_no_page_of_a_challenge(body: str) -> None:
    assert wall(body) is None


def test_a_large_page_is_not_looked_through() -> None:
    assert wall(page("Just a moment...", body="<!-- " + "x" * 70_000 + " -->")) is None


@pytest.mark.parametrize("piece", ["<script>", "<!--", "<", "<script", "</script", "<style>a<!--", "<svg "])
def test_a_hostile_page_is_read_once(piece: str) -> None:
    told = wall(page("Just a moment...", body=piece * (60_000 // len(piece))))  # minutes, were it quadratic
    assert told is not None


def test_text_is_what_a_reader_sees() -> None:
    seen = text_length("<style>p {}</style><p>one  two</p><!-- no --><script>let a = '<p>no</p>'</script>")
    assert seen == len("one two")
