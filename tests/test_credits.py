"""Lines that credit a source, and lines that do not."""

import pytest

from newscrawl.extract.credits import closing_agency, is_photo_credit, key_of_source, read_credits


@pytest.mark.parametrize(
    ("line", "name"),
    [
        ("Source: harbourpost", "harbourpost"),
        ("Источник: Портовый вестник", "Портовый вестник"),
        ("Джерело: Портовий вісник", "Портовий вісник"),
        ("Quelle: dpa", "dpa"),
        ("Fuente: EFE", "EFE"),
        ("(Reuters)", "Reuters"),
        ("— AP", "AP"),
        ("The Associated Press", "The Associated Press"),
        ("Джерело: Укрінформ", "Укрінформ"),
        ("По материалам: Интерфакс", "Интерфакс"),
        ("来源：新华社", "新华社"),
        ("Source: https://www.harbourpost.com/news/1", "harbourpost.com"),
        ("Originally published by Harbour Post", "Harbour Post"),
        ("mit dpa", "dpa"),
        ("(Med TT)", "TT"),
    ],
)
def test_a_credit_line_names_its_source(line, name):
    [credit] = read_credits(line)
    assert (credit.name, credit.evidence) == (name, line)


@pytest.mark.parametrize(
    "line",
    ["", "The source of the river lies in the hills.", "Photo: Reuters",
     "According to Reuters the ferry left at noon on Monday.",
     "(a small ferry)",
     "Sources close to the harbour said that the ferry would not sail again this year.",
     "x" * 500],
)  # fmt: skip
def test_other_lines_credit_nothing(line):
    assert read_credits(line) == []


def test_with_one_agency_and_another_credits_both():
    assert [credit.name for credit in read_credits("Avec AFP et Reuters")] == ["AFP", "Reuters"]


def test_the_link_gives_the_address_and_several_names_several_credits():
    assert (
        read_credits("Source: harbourpost", "https://harbourpost.com/?utm_source=x")[0].url
        == "https://harbourpost.com/"
    )
    assert [c.name for c in read_credits("Quelle: dpa/AFP")] == ["dpa", "AFP"]


def test_spellings_of_an_agency_are_one_source():
    assert key_of_source("The Associated Press") == key_of_source("AP")
    assert key_of_source("Harbour Post") == "harbour post"


def test_an_agency_in_brackets_or_behind_a_dash_closes_a_paragraph():
    assert closing_agency("The ferry left, officials said. — dpa").name == "dpa"
    assert closing_agency("The ferry left with the crew of AP - Reuters is told") is None
    assert closing_agency("The ferry left. (Укрінформ)").name == "Укрінформ"
    assert closing_agency("The ferry left, officials said. (Reuters)").name == "Reuters"
    assert closing_agency("The ferry left (at noon)") is None


def test_a_picture_s_credit_is_told_from_a_source():
    assert is_photo_credit("Фото: А. Кравец")
    assert not is_photo_credit("Джерело: вісник")
