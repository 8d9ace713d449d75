"""Addresses: one spelling each, and a key that twins share."""

import pytest

from newscrawl.normalise.addresses import address_key, clean_url, is_home, site_of

SPELLINGS = [
    ("HTTPS://News.Example.COM:443/a/b", "https://news.example.com/a/b"),
    ("http://example.com:80", "http://example.com/"),
    ("http://example.com:8080/x", "http://example.com:8080/x"),
    ("https://example.com/a?utm_source=rss&id=7&fbclid=abc#top", "https://example.com/a?id=7"),
    ("https://example.com/a?ref=rss", "https://example.com/a"),
    ("https://example.com/a/../b/./c/", "https://example.com/b/c/"),
    ("https://example.com/../../x", "https://example.com/x"),
    ("https://example.com/%7euser/%d0%b0", "https://example.com/~user/%D0%B0"),
    (
        "https://example.com/новини/київ",
        "https://example.com/%D0%BD%D0%BE%D0%B2%D0%B8%D0%BD%D0%B8/%D0%BA%D0%B8%D1%97%D0%B2",
    ),
    ("https://example.com/100%-sure", "https://example.com/100%25-sure"),
    ("https://example.com/a b", "https://example.com/a%20b"),
    ("https://example.com/a;jsessionid=8F3A?x=1", "https://example.com/a?x=1"),
    ("https://example.com/a?PHPSESSID=123&x=1", "https://example.com/a?x=1"),
    ("https://user:secret@example.com/a", "https://example.com/a"),
    ("  https://example.com/a\n", "https://example.com/a"),
    ("https://example.com/a\nb", "https://example.com/ab"),
    ("https://пошта.укр/a", "https://xn--80a1acn3a.xn--j1amh/a"),
    ("https://example.com./a", "https://example.com/a"),
    ("https://example.com/a?x=1&amp;y=2", "https://example.com/a?x=1&y=2"),
]


@pytest.mark.parametrize(("url", "expected"), SPELLINGS)
def test_an_address_gets_its_one_spelling(url, expected):
    assert clean_url(url) == expected


@pytest.mark.parametrize("cleaned", [expected for _, expected in SPELLINGS])
def test_cleaning_twice_changes_nothing(cleaned):
    assert clean_url(cleaned) == cleaned


@pytest.mark.parametrize(
    "url",
    ["", "#top", "mailto:a@example.com", "javascript:void(0)", "ftp://example.com/", "https://", "https://[::1/",
     "https://example.com:port/", "https://exa mple.com/", "https://example", "http://" + "a" * 3000, "//",
     "https://example.com/" + "a" * 2000,
     "\x00", "tel:123", "data:text/html,x", "https://" + "ü" * 90 + ".de/"],
)  # fmt: skip
def test_what_is_no_web_address_is_none(url):
    assert clean_url(url) is None


def test_a_link_is_resolved_against_its_page():
    base = "https://example.com/world/1/"
    assert clean_url("../2/?utm_medium=x", base) == "https://example.com/world/2/"
    assert clean_url("//other.example/x", base) == "https://other.example/x"
    assert clean_url("?p=2", base) == "https://example.com/world/1/?p=2"


@pytest.mark.parametrize(
    "twin",
    ["http://example.com/world/story", "https://www.example.com/world/story/", "https://m.example.com/world/story",
     "https://amp.example.com/world/story", "https://example.com/world/story/amp/", "https://example.com/amp/world/story",
     "https://example.com/world/story?amp=1", "https://example.com/world/story?outputType=amp",
     "https://example.com/world/story/print", "https://example.com/world/story?utm_source=x#c",
     "https://example.com/world/story.amp", "https://example.com/world/story/index.html"],
)  # fmt: skip
def test_twins_of_a_page_share_a_key(twin):
    assert address_key(twin) == "example.com/world/story"


def test_different_pages_keep_different_keys():
    keys = {
        address_key("https://example.com" + path) for path in ("/a", "/b", "/a?id=1", "/a?id=2", "/a/b", "/")
    }
    assert len(keys) == 6


def test_the_order_of_parameters_does_not_matter_to_the_key():
    assert address_key("https://example.com/?b=1&a=2") == address_key("http://example.com/?a=2&b=1")


def test_what_is_no_address_is_its_own_key():
    assert address_key("mailto:a@b") == "mailto:a@b"


def test_the_site_is_the_registrable_part_of_the_host():
    assert site_of("https://ua.news.example.com/x") == "example.com"
    assert site_of("https://www.example.com.ua/x") == "example.com.ua"
    assert site_of("no address") == ""


def test_a_front_page_is_told_from_an_article():
    assert is_home("https://example.com/")
    assert is_home("https://example.com/uk/")
    assert is_home("https://example.com/index.html")
    assert not is_home("https://example.com/?p=12")
    assert not is_home("https://example.com/news/1")
