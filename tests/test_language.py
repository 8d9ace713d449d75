"""The language is told from the text and checked against the page's word."""

import pytest

from newscrawl.normalise.language import identify, language_tag, tell_language

TEXTS = {
    "en": "The old ferry left the harbour at noon, and people waved from the pier for a long time.",
    "de": "Die alte Fähre verließ mittags den Hafen, und die Leute winkten noch lange vom Kai.",
    "uk": "Старий пором опівдні вийшов із гавані, і люди ще довго махали йому з причалу.",
    "ru": "Старый паром в полдень вышел из гавани, и люди ещё долго махали ему с причала.",
    "be": "Стары паром апоўдні выйшаў з гавані, і людзі яшчэ доўга махалі яму з прычала.",
    "ja": "古い渡し船は正午に港を出て、人々は長い間桟橋から手を振っていた。",
    "tr": "Eski feribot öğle vakti limandan ayrıldı ve insanlar iskeleden uzun süre el salladı.",
}


@pytest.mark.parametrize("language", TEXTS)
def test_a_language_is_told_from_its_text(language):
    assert identify(TEXTS[language])[0] == language
    assert tell_language(TEXTS[language]) == language


def test_the_region_stays_where_text_and_page_agree():
    assert tell_language(TEXTS["en"], "en_us") == "en-US"
    assert tell_language(TEXTS["uk"] * 4, "ru-RU") == "uk"


def test_a_text_too_short_to_tell_leaves_the_page_s_word():
    assert tell_language("Ferry", "pl") == "pl"
    assert tell_language("", None) is None


def test_languages_that_the_identifier_does_not_know_keep_the_page_s_word():
    assert tell_language(TEXTS["en"] * 4, "zu-ZA") == "zu-ZA"


def test_an_outlet_s_language_that_cannot_be_told_stands_where_the_page_s_word_is_not_borne_out():
    assert tell_language("Isikebhe esidala siphume echwebeni emini bebade. " * 4, "en-ZA", "zu") == "zu"
    assert tell_language(TEXTS["en"] * 4, "en-ZA", "zu") == "en-ZA"


@pytest.mark.parametrize(
    ("raw", "tag"),
    [("EN_us", "en-US"), ("zh-hant-tw", "zh-Hant-TW"), ("en-US.UTF-8", "en-US"),
     ("iw", "he"), ("english!", None), ("", None)]
)  # fmt: skip
def test_tags_are_spelled_as_bcp_47_does(raw, tag):
    assert language_tag(raw) == tag


def test_common_words_that_two_languages_share_bear_out_neither():
    assert tell_language("Der er en by ved havet, og det er en god by. " + TEXTS["en"] * 4, "da") == "en"
    assert tell_language(TEXTS["ru"] * 4, "uk-UA") == "ru"
