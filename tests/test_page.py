from __future__ import annotations

import ftfy.bad_codecs  # noqa: F401  (registers sloppy-windows-1252)
import pytest

from newscrawl.extract.page import Page

URL = "https://harbour.example/news/1"


@pytest.mark.parametrize(
    ("body", "content_type", "encoding"),
    [
        ("<p>Привет, друзья, как дела</p>".encode("cp1251"), "text/html; charset=windows-1251", "cp1251"),
        ("<meta charset=windows-1251><p>Привет</p>".encode("cp1251"), "text/html; charset=utf-8", "cp1251"),
        ("<p>Müller</p>".encode(), "text/html; charset=iso-8859-1", "utf-8"),
        ("<meta charset=utf-8><p>Müller für alle</p>".encode("cp1252"), "text/html; charset=utf-8", "cp1252"),
        ("<p>Привет, друзья, как дела</p>".encode("cp1251"), "text/html; charset=utf-8", "cp1251"),
        ("<p>Привет, друзья, как дела</p>".encode("cp1251"), None, "cp1251"),
        ("<p>Ein Café für Müller und die anderen</p>".encode("cp1252"), None, "cp1252"),
        ("<p>Привет</p>".encode("utf-16"), None, "utf-16-le"),
        ("\ufeff<meta charset=windows-1251><p>Привет</p>".encode(), "text/html; charset=koi8-r", "utf-8"),
        (
            "<meta charset=utf-8><p>Prix : 3 € à Nîmes</p>".encode("cp1252"),
            "text/html; charset=latin1",
            "cp1252",
        ),
        ("<meta charset=latin1><p>Prix : 3 € à Nîmes</p>".encode(), "text/html; charset=latin1", "utf-8"),
        ("<meta charset=shift_jis><p>港の話</p>".encode("cp932"), None, "cp932"),
    ],
)
def test_a_page_is_decoded_by_bom_header_meta_or_its_bytes(
    body: bytes, content_type: str | None, encoding: str
) -> None:
    page = Page(body, URL, content_type)
    assert page.encoding == encoding
    assert "\ufffd" not in "".join(page.root.itertext())


@pytest.mark.parametrize(
    ("body", "content_type", "state"),
    [
        (b"", None, "not_article"),
        (b"   \n ", "text/html", "not_article"),
        (b"%PDF-1.7 \x00\x01", None, "not_article"),
        (bytes(range(32)) * 200, None, "not_article"),
        (b"<p>x</p>", "application/pdf", "not_article"),
        (b"<!-- nothing -->", None, "not_article"),
        (b"<div>" * 100_000 + b"deep", None, "unparsed"),
        (b"<p>x</p>" * 1_400_000, None, "too_large"),
    ],
)
def test_what_cannot_be_read_whole_is_refused_with_a_reason(
    body: bytes, content_type: str | None, state: str
) -> None:
    page = Page(body, URL, content_type)
    assert page.problem_state == state
    assert page.problem


@pytest.mark.parametrize("attribute", [b" a%d=1", b" a%d='>'", b"/a%d"])
def test_a_tag_with_very_many_attributes_does_not_hang_the_parser(attribute: bytes) -> None:
    page = Page(b"<div" + b"".join(attribute % n for n in range(200_000)) + b">x</div>", URL)
    assert page.problem_state == "unparsed"


def test_many_attributes_are_too_many_in_a_hundred_tags_too() -> None:
    tag = b"<div" + b"".join(b" a%d=1" % n for n in range(8_000)) + b">x</div>"
    assert Page(tag * 100, URL).problem_state == "unparsed"
    assert Page(tag, URL).problem_state is None


def test_a_quoted_bracket_does_not_hide_a_tag_with_very_many_attributes() -> None:
    names = b"".join(b" a%d" % n + b' b="></p>"' * (n % 1_000 == 0) for n in range(60_000))
    assert Page(b"<p" + names + b">x", URL).problem_state == "unparsed"


@pytest.mark.parametrize("misread", ["latin-1", "cp1252"])
def test_a_page_that_was_encoded_twice_is_read_twice(misread: str) -> None:
    said = "Хохлова Рита: Всё хорошо, их дом на улице Правды цел"
    twice = said.encode().decode("latin-1" if misread == "latin-1" else "sloppy-windows-1252")
    page = Page(f"<title>{twice}</title><p>{twice}: Ð, naïve".encode(), URL)
    assert page.blocks[0].text == f"{said}: Ð, naïve"
    assert "".join(page.heads["title"][0].itertext()) == said


def test_nul_bytes_do_not_end_the_text() -> None:
    assert "".join(Page("<p>be\0fore\0</p><p>after</p>", URL).root.itertext()) == "beforeafter"
    body = b"<p>be\0fore\0</p><p>after</p>" + b" " * 40  # or it would count as binary
    assert "".join(Page(body, URL).root.itertext()).strip() == "beforeafter"


def test_meta_are_kept_by_lower_case_name_in_order() -> None:
    page = Page('<meta name="Author" content="A"><meta property="author" content="B"><p>x</p>', URL)
    assert page.meta["author"] == ["A", "B"]


def test_base_and_language_are_read() -> None:
    page = Page('<html lang="de-AT"><base href="/x/"><p>t</p></html>', URL)
    assert (page.html_lang, page.base_url) == ("de-AT", "https://harbour.example/x/")
