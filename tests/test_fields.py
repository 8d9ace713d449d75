"""All fields of a page together: order of trust, provenance, access, section, and pages meant to hurt."""

from datetime import UTC, datetime

import pytest

from newscrawl.extract.fields import Hint, read_fields
from newscrawl.extract.headline import MAX_HEADLINE
from newscrawl.extract.media import MAX_IMAGES
from newscrawl.extract.page import Page
from newscrawl.extract.people_names import MAX_NAMES
from newscrawl.extract.structured import read_structured
from newscrawl.outlets import Outlet, Rules

NOW = datetime(2024, 5, 23, 12, 0, tzinfo=UTC)
URL = "https://example.com/world/ferry"


def fields(head="", body="<h1>Ferry leaves</h1>", outlet=Outlet("x"), hint=Hint()):  # noqa: B008
    page = Page(f'<html lang="en-US"><head>{head}</head><body>{body}</body></html>', URL)
    return read_fields(page, read_structured(page), outlet, NOW, hint)


def ld(rest):
    node = f'{{"@type": "NewsArticle", "headline": "Ferry leaves", {rest}}}'
    return f'<script type="application/ld+json">{node}</script>'


@pytest.mark.parametrize(
    ("said", "free"),
    [('"False"', False), ("true", True), ('"no"', False), ('["true"]', True), ("null", None)],
)
def test_free_access_is_true_false_or_unknown(said, free):
    assert fields(ld(f'"isAccessibleForFree": {said}')).is_accessible_for_free is free


def test_a_paid_part_means_not_free():
    assert (
        fields(
            ld('"hasPart": {"isAccessibleForFree": "False", "cssSelector": ".paid"}')
        ).is_accessible_for_free
        is False
    )


def test_a_canonical_address_that_is_the_front_page_is_ignored():
    assert fields('<link rel="canonical" href="https://example.com/">').canonical_url is None
    assert fields('<link rel="canonical" href="/world/ferry?utm_source=x">').canonical_url == URL


def test_language_publisher_pictures_and_videos_name_their_source():
    head = (
        '<meta property="og:site_name" content="Harbour Post">'
        '<meta name="twitter:image" content="/ferry.jpg">'
    )
    found = fields(head, '<iframe src="https://www.youtube.com/embed/abc"></iframe>')
    told = {key: found.provenance[key] for key in ("publisher", "in_language", "images", "videos")}
    assert told == {
        "publisher": "opengraph", "in_language": "meta", "images": "meta", "videos": "text",
    }  # fmt: skip
    declared = fields(head, outlet=Outlet("x", publisher="Post Media"))
    assert (declared.publisher, declared.provenance["publisher"]) == ("Post Media", "rules")


def test_a_canonical_link_may_say_more_of_itself():
    assert fields('<link rel="canonical nofollow" href="/world/ferry?utm_source=x">').canonical_url == URL


def test_the_canonical_address_and_the_other_headline_name_their_source():
    head = '<link rel="canonical" href="/world/ferry"><meta property="og:title" content="Old ferry leaves">'
    found = fields(head)
    assert (found.alternative_headline, found.provenance["alternative_headline"]) == (
        "Old ferry leaves",
        "opengraph",
    )
    assert found.provenance["canonical_url"] == "meta"
    assert (
        fields('<meta property="og:url" content="/world/ferry">').provenance["canonical_url"] == "opengraph"
    )
    assert "corrections" not in found.provenance


def test_the_standfirst_on_the_page_goes_before_the_description():
    head = '<meta name="description" content="A description for search engines and readers of lists.">'
    found = fields(
        head, '<h1>Ferry leaves</h1><p class="standfirst">The old ship sails for the very last time.</p>'
    )
    assert (found.description, found.provenance["description"]) == (
        "The old ship sails for the very last time.",
        "text",
    )
    assert fields(head).provenance["description"] == "meta"


def test_a_standfirst_shown_in_points_is_taken_whole_from_the_data():
    whole = "The ferry sails on Monday for the last time. Islanders ask for a replacement soon."
    points = (
        '<p class="subhead">The council has a new plan for it</p>'
        '<ul><li class="lead"><p class="lead">The ferry sails on Monday for the last time.</p></li></ul>'
    )
    head = f'<meta name="description" content="{whole}">'
    assert fields(head, f"<h1>Ferry leaves</h1>{points}").description == whole


def test_a_place_may_stand_before_the_standfirst_that_the_data_gives():
    told = "The ferry sails on Monday for the last time. Islanders ask for a replacement soon."
    shown = f'<h1>Ferry leaves</h1><p>A. Person</p><p class="lead">Northport. {told}</p>'
    found = fields(f'<meta name="description" content="{told}">', shown)
    assert found.description == f"Northport. {told}"


def test_a_long_subheading_is_the_standfirst_though_the_data_cuts_it_off():
    long = "The ferry to the northern islands sails for the last time. " * 10
    head = f'<meta name="description" content="{long[:300]}...">'
    body = f"<h1>Ferry leaves</h1><h2>{long}</h2><p>{long[:59]}</p>"
    assert fields(head, body).description == long.strip()


def test_a_line_that_goes_on_from_the_headline_is_no_standfirst():
    head = '<meta name="description" content="Islanders ask for a replacement after the last sailing.">'
    body = '<h1>Ferry leaves…</h1><p class="subtitle">… and many islanders are concerned</p>'
    assert fields(head, body).provenance["description"] == "meta"


def test_a_description_cut_off_the_first_paragraph_is_none():
    head = '<meta name="description" content="The old ferry left the harbour at noon …">'
    assert (
        fields(head, "<h1>F</h1><p>The old ferry left the harbour at noon on Monday.</p>").description is None
    )


def test_type_section_keywords_and_language_are_read():
    found = fields(
        ld('"articleSection": ["World"], "keywords": "ferry, harbour,ferry", "inLanguage": "en_gb"')
    )
    assert (found.article_type, found.article_section, found.keywords, found.in_language) == (
        "NewsArticle",
        "World",
        ["ferry", "harbour"],
        "en-GB",
    )


def test_the_outlet_s_rules_go_before_everything():
    rules = Rules(headline=".t", authors=".w::text", date_published="time::attr(datetime)", source=".s")
    body = (
        '<b class="t">True headline</b><i class="w">Ann Lee</i>'
        '<time datetime="2024-05-22T10:00Z">x</time><p class="s">Source: dpa</p>'
    )
    found = fields(ld('"author": "Bob Ray"'), body, Outlet("x", rules=rules))
    assert (found.headline, found.authors[0].name, found.date_published) == (
        "True headline",
        "Ann Lee",
        "2024-05-22T10:00:00Z",
    )
    assert found.source_organization[0].name == "dpa"
    assert {found.provenance[k] for k in ("headline", "authors", "date_published")} == {"rules"}


def test_a_rule_that_is_no_selector_is_an_error_of_the_outlet():
    with pytest.raises(ValueError, match="no CSS selector"):
        fields(outlet=Outlet("x", rules=Rules(headline=">>>")))


def test_the_feed_s_time_fills_in_for_a_page_that_tells_only_the_day():
    hint = Hint(date=datetime(2024, 5, 22, 10, 15, tzinfo=UTC))
    found = fields('<meta name="date" content="2024-05-22">', hint=hint)
    assert (found.date_published, found.provenance["date_published"]) == ("2024-05-22T10:15:00Z", "feed")


def test_an_agency_that_signs_is_a_credited_source_too():
    found = fields(ld('"author": {"@type": "Person", "name": "Reuters"}'))
    assert found.authors[0].type == "organization"
    assert [(c.name, c.evidence) for c in found.source_organization] == [("Reuters", "Reuters")]


@pytest.mark.parametrize(
    "body",
    ["<h1>" * 500, '<p class="byline date author">By A 2024</p>' * 20000,
     "<div>" * 1900 + "x", "<h1>" + "x" * 1_000_000,
     '<time datetime="9999999999999999">x</time>' * 5000, '<p class="' + "a-" * 100_000 + '">x</p>',
     '<i itemscope itemprop="author">' * 1500,
     "<figure><img srcset=', ,'></figure>" * 3000, "<h1>\ud83d \x00</h1>".encode("utf-8", "ignore").decode()],
    ids=range(9),
)  # fmt: skip
def test_of_a_page_made_to_stall_bounded_fields_are_read(body):
    found = fields(body=body)
    assert len(found.headline or "") <= MAX_HEADLINE
    assert len(found.authors) <= MAX_NAMES
    assert len(found.images) <= MAX_IMAGES
