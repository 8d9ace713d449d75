"""Normalisation: every value in its one form, and normalising twice changes nothing."""

import pytest

from newscrawl.items import Article, Author, Credit, Media
from newscrawl.normalise import article_id, content_hash, normalise
from newscrawl.normalise.dateline import dateline_of
from newscrawl.normalise.dates import clean_date
from newscrawl.normalise.text import clean_text, one_line, word_count
from newscrawl.outlets import Outlet

TEXTS = [
    ("  A\xa0 line \r\n\r\n\r\n another\u200b ", "A line\n\nanother"),
    ("cafe\u0301", "café"),
    ("&amp;amp;quot;a&amp;quot; &#8211; b", '"a" – b'),
    ("BÃ¼rger fÃ¼r KÃ¶ln", "Bürger für Köln"),
    ("a\x93b\x94\x00", "a“b”"),
    ("a\ud800b", "ab"),
    ("line one\nline two", "line one\nline two"),
    (" \n ", None),
    ("", None),
    (None, None),
]


@pytest.mark.parametrize(("raw", "clean"), TEXTS)
def test_text_gets_its_one_form_and_keeps_it(raw, clean):
    assert clean_text(raw) == clean
    assert clean_text(clean) == clean


def test_a_line_is_one_line():
    assert one_line(" a\n\n b\u2028c ") == "a b c"


def test_words_are_counted_also_in_scripts_without_spaces():
    assert word_count("Don't count – marks, please") == 4
    assert word_count("渡し船は正午に出た") == 5
    assert word_count(None) == 0


@pytest.mark.parametrize(
    ("raw", "clean"),
    [
        ("2024-05-23T14:30:00+03:00", "2024-05-23T11:30:00Z"),
        ("2024-05-23T11:30:00.5", "2024-05-23T11:30:00Z"),
        ("2024-05-23", "2024-05-23"),
        ("1970-01-01T00:00:00Z", None),
        ("2030-01-01", None),
        ("yesterday", None),
    ],
)
def test_dates_are_utc_or_days_and_possible(raw, clean):
    assert clean_date(raw, "2024-06-01T00:00:00Z") == clean


@pytest.mark.parametrize(
    ("paragraph", "dateline"),
    [
        ("KYIV, May 23 (Reuters) — The ferry left.", "KYIV, May 23 (Reuters)"),
        ("Berlin (dpa) - Die Fähre legte ab.", "Berlin (dpa)"),
        ("ОДЕССА, 5 мая. /ТАСС/. Паром ушел.", "ОДЕССА, 5 мая. /ТАСС/"),
        ("HAMBURG — The ferry left.", "HAMBURG"),
        ("The ferry (an old one) left.", None),
        ("The ferry left.", None),
    ],
)
def test_a_dateline_is_told_at_the_start_of_the_text(paragraph, dateline):
    assert dateline_of(paragraph) == dateline


def article(**values):
    return Article(url="https://www.example.com/world/ferry/?utm_source=x", **values)


FULL = article(
    headline=" Ferry &amp; harbour ",
    alternative_headline="Ferry & harbour!",
    description="It sails.\u200b",
    article_body="HAMBURG — The old ferry left the harbour at noon."
    "\r\n\r\n\r\nPeople waved from the pier for a long time.",
    authors=[Author(" Ann Lee, ", "/no-address"), Author("Ann Lee")],
    date_published="2024-05-23T14:30:00+03:00",
    in_language="en_us",
    keywords=["ferry", "Ferry", " "],
    images=[Media("https://example.com/a.jpg#x"), Media("nothing")],
    source_organization=[Credit(" dpa ", evidence="Quelle:\n dpa")],
    canonical_url="https://example.com/world/ferry/amp/",
)


def test_an_article_comes_out_clean():
    clean = normalise(FULL, Outlet("x"))
    assert (clean.headline, clean.alternative_headline, clean.in_language) == (
        "Ferry & harbour",
        None,
        "en-US",
    )
    assert [(a.name, a.url) for a in clean.authors] == [("Ann Lee", None)]
    assert (clean.date_published, clean.keywords, clean.dateline) == (
        "2024-05-23T11:30:00Z",
        ["ferry"],
        "HAMBURG",
    )
    assert ([m.url for m in clean.images], clean.source_organization[0].evidence) == (
        ["https://example.com/a.jpg"],
        "Quelle: dpa",
    )
    assert clean.url == "https://www.example.com/world/ferry/"
    assert clean.word_count == 18


@pytest.mark.parametrize(
    "raw", [FULL, Article(), article(headline="\u200b", article_body="短い記事です。" * 5)]
)
def test_normalising_twice_changes_nothing(raw):
    once = normalise(raw, Outlet("x", languages=("en",)))
    assert normalise(once, Outlet("x", languages=("en",))) == once


def test_twins_of_an_address_share_an_id_and_content_names_itself():
    assert (
        article_id(FULL)
        == article_id(article())
        == article_id(Article(url="http://m.example.com/world/ferry?amp=1"))
    )
    assert article_id(Article()) is None
    assert content_hash(FULL) == content_hash(FULL) != content_hash(article(headline="Other"))


def test_a_canonical_address_on_another_site_is_not_the_article_s_own():
    copy = article(canonical_url="https://original.example.org/1")
    assert article_id(copy) == article_id(article())


@pytest.mark.parametrize("misread_as", ["latin-1", "cp1252", "cp1251"])
def test_cyrillic_encoded_twice_is_read_as_it_was_written(misread_as):
    written = "Всё хорошо: шторм стих, и переправа открыта."
    misread = "".join(
        bytes([b]).decode(misread_as if _knows(misread_as, b) else "latin-1") for b in written.encode()
    )
    assert one_line(misread) == written
    assert clean_text(misread + "\n\n" + misread) == written + "\n\n" + written


def _knows(encoding, byte):
    return bool(bytes([byte]).decode(encoding, "ignore"))


def test_what_mending_brings_to_light_is_cleaned_too():
    assert one_line("one â€‹two") == "one two"


def test_a_source_is_named_for_what_is_left_of_a_record_and_for_what_the_text_tells():
    body = (
        "KYIV, May 23 (Reuters) — "
        + "The old ferry left the harbour at noon, and people waved for a long time. " * 3
    )
    told = {"in_language": "meta", "keywords": "meta", "date_published": "json-ld", "article_body": "text",
            "is_accessible_for_free": "json-ld"}  # fmt: skip
    article = Article(
        article_body=body, in_language="uk", keywords=["\u200b"], date_published="1889-05-01",
        date_published_raw="1.5.1889", is_accessible_for_free=False, provenance=told,
    )  # fmt: skip
    record = normalise(article, Outlet("x"))
    assert record.provenance == {
        "in_language": "text", "date_published": "json-ld", "article_body": "text", "dateline": "text",
        "is_accessible_for_free": "json-ld",
    }  # fmt: skip
    assert normalise(record, Outlet("x")) == record
    assert told["in_language"] == "meta"


@pytest.mark.parametrize("text", ["\xa0Ã¤Ã¶", "x \xa0Ã¤Ã¶\n\n\xa0\xa0Ã¤b"])
def test_mojibake_behind_a_blank_is_mended_the_first_time(text: str) -> None:
    assert "ä" in (clean_text(text) or "")
    assert clean_text(clean_text(text)) == clean_text(text)
    assert one_line(one_line(text)) == one_line(text)
