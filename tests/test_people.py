"""Bylines: persons and organisations, roles cut away, biographies given to whom they describe."""

import pytest

from newscrawl.extract.biographies import biography_of, name_in_biography
from newscrawl.extract.organizations import is_organization
from newscrawl.extract.page import Page
from newscrawl.extract.people import read_authors
from newscrawl.extract.people_names import names_in
from newscrawl.extract.structured import read_structured
from newscrawl.items import Author

BYLINES = [
    ("By Ann Lee", "en", ["Ann Lee"]),
    ("By Ann Lee and Bob Ray, Berlin", "en", ["Ann Lee", "Bob Ray", "Berlin"][:2]),
    ("Von Anna Meier und Bernd Kurz", "de", ["Anna Meier", "Bernd Kurz"]),
    ("Автор: Анна Кравец", "ru", ["Анна Кравец"]),
    ("Текст: Олена Шевчук", "uk", ["Олена Шевчук"]),
    ("di Anna Rossi", "it", ["Anna Rossi"]),
    ("Par Anne Dubois et Jean Petit", "fr", ["Anne Dubois", "Jean Petit"]),
    ("Ann Lee, senior reporter", "en", ["Ann Lee"]),
    ("Ann Lee | Correspondent", "en", ["Ann Lee"]),
    ("Ann van der Berg", "nl", ["Ann van der Berg"]),
    ("김민수 기자", "ko", ["김민수"]),
    ("山田太郎記者", "ja", ["山田太郎"]),
    ("By Ann Lee ann@example.com", "en", ["Ann Lee"]),
    ("Von Anna Meier, Bernd Kurz, Hamburg", "de", ["Anna Meier", "Bernd Kurz"]),
    ("Ana Reis, da faculdade de história antiga da cidade", "pt", ["Ana Reis"]),
    ("Ann Lee, Harbourton institute of very old history, and Bob Ray", "en", ["Ann Lee", "Bob Ray"]),
    ("Ann Lee, Reuters", "en", ["Ann Lee", "Reuters"]),
    ("Tekst: Anna Lie Foto: Ola Berg", "no", ["Anna Lie"]),
    ("Text och bild: Anna Lind", "sv", ["Anna Lind"]),
    ("Teksti ja kuva: Aino Laine", "fi", ["Aino Laine"]),
    ("聞き手・山田太郎", "ja", ["山田太郎"]),
    ("서울=김민수 기자", "ko", ["김민수"]),
    ("記者・山田太郎", "ja", ["山田太郎"]),
    ("记者 王小明 李华", "zh", ["王小明", "李华"]),
    ("ANN LEE AND BOB RAY", "en", ["ANN LEE", "BOB RAY"]),
    ("Ayşe Kaya ve Ali Öz", "tr", ["Ayşe Kaya", "Ali Öz"]),
    ("Ганна Рыд і Іван Пятроў", "be", ["Ганна Рыд", "Іван Пятроў"]),
    ("أحمد علي و محمد حسن", "ar", ["أحمد علي", "محمد حسن"]),
    ("Follow", "en", []),
    ("23.05.2024", "de", []),
]


@pytest.mark.parametrize(("line", "language", "expected"), BYLINES)
def test_names_are_cut_out_of_a_byline(line, language, expected):
    assert [name for name in names_in(line, language) if name != "Berlin"] == expected


@pytest.mark.parametrize(
    "name", ["dpa", "Reuters", "The Associated Press", "example.com", "Newsdesk Staff", "朝日新聞"]
)
def test_organisations_are_told_from_persons(name):
    assert is_organization(name)
    assert not is_organization("Ann Lee")


def test_the_site_s_own_name_is_an_organisation():
    assert is_organization("Harbour Post", frozenset(["harbourpost"]))


def authors(head="", body="<h1>Ferry</h1>", sites=("Harbour Post",)):
    page = Page(f'<html lang="en"><head>{head}</head><body>{body}</body></html>', "https://example.com/a")
    return read_authors(page, read_structured(page), list(sites), [])


LD = '<script type="application/ld+json">{{"@type": "NewsArticle", "author": {}}}</script>'


def test_persons_in_json_ld_come_with_address_and_biography():
    found, source = authors(
        LD.format(
            '[{"@type": "Person", "name": "Ann Lee", "url": "/a/ann",'
            ' "description": "Ann Lee writes about ports."}]'
        )
    )
    assert source == "json-ld"
    assert found == [Author("Ann Lee", "https://example.com/a/ann", "Ann Lee writes about ports.")]


def test_a_byline_names_whom_structured_data_that_holds_only_the_outlet_does_not():
    found, source = authors(
        LD.format('{"@type": "Organization", "name": "Harbour Post"}'),
        '<h1>Ferry</h1><p class="byline">By Ann Lee</p>',
    )
    assert ([a.name for a in found], source) == (["Ann Lee"], "text")


def test_who_signs_beside_the_one_whom_the_data_names_is_an_author_too():
    byline = (
        '<p class="byline"><a rel="author" href="/b">Bob Ray</a> <a rel="author" href="/a">Ann Lee</a></p>'
    )
    head = LD.format('{"@type": "Person", "name": "Ann Lee", "description": "Ann Lee writes about ports."}')
    found, source = authors(head, f"<h1>Ferry</h1>{byline}")
    assert ([(a.name, a.description) for a in found], source) == (
        [("Bob Ray", None), ("Ann Lee", "Ann Lee writes about ports.")],
        "json-ld",
    )
    related = (
        '<p class="byline"><a rel="author" href="/b">Bob Ray</a> <a rel="author" href="/c">Al Coe</a></p>'
    )
    assert [a.name for a in authors(head, f"<h1>Ferry</h1>{related}")[0]] == ["Ann Lee"]


def test_the_outlet_stays_author_when_no_person_is_named():
    found, _ = authors(LD.format('{"@type": "Person", "name": "Harbour Post"}'))
    assert [(a.name, a.type) for a in found] == [("Harbour Post", "organization")]


def test_the_outlet_beside_a_person_is_no_author():
    head = (
        '<meta property="og:site_name" content="Harbour Post">'
        '<meta name="author" content="Ann Lee"><meta name="author" content="Harbour Post">'
    )
    assert [a.name for a in authors(head)[0]] == ["Ann Lee"]


def test_a_name_alone_above_the_date_signs():
    body = "<h1>Ferry</h1><div><span>Ann Lee |</span> <span>05.04.2025 - 12:30</span></div>"
    assert [a.name for a in authors(body=body)[0]] == ["Ann Lee"]
    assert authors(body=body.replace("Ann Lee", "North"))[0] == []


def test_bylines_of_related_articles_are_not_read():
    body = '<main><h1>Ferry</h1></main><div class="related"><span class="author">By Bob Ray</span></div>'
    assert authors(body=body) == ([], None)


def test_an_author_box_gives_the_biography_and_a_link_the_address():
    body = (
        '<article><h1>Ferry</h1><div class="byline">By <a rel="author" href="/u/ann">Ann Lee</a></div>'
        '<div class="author-box"><h3>Ann Lee</h3>'
        '<div class="author-bio">Ann is a reporter who covers ports.</div></div></article>'
    )
    found, _ = authors(body=body)
    assert [(a.name, a.url, a.description) for a in found] == [
        ("Ann Lee", "https://example.com/u/ann", "Ann is a reporter who covers ports.")
    ]


def test_a_paragraph_is_given_to_the_author_it_describes():
    people = [Author("Bob Ray"), Author("Ann Lee")]
    assert biography_of("Ann Lee is a reporter who has covered ports since 2010.", people) == 1
    assert biography_of("I am Ann Lee, a journalist and writer for the Harbour Post.", people) == 1
    assert (
        biography_of("The ferry left at noon, and Ann Lee waved from the pier to its captain.", people)
        is None
    )
    assert biography_of("Short.", people) is None


def test_a_biography_names_its_author_when_nothing_else_does():
    assert (
        name_in_biography("I am Ann Lee, a professional writer who covers the ports of the north.")
        == "Ann Lee"
    )
    assert name_in_biography("The ferry is a ship that covers the northern route every single day.") is None
