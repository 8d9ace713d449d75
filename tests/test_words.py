"""The word lists of the trade: their form, and that they tell by-work from text in every language."""

from __future__ import annotations

import tomllib
from datetime import UTC, datetime
from importlib.resources import files

import pytest
from stories import STORY, body_of, paragraphs

from newscrawl.extract.dates_text import Reader, parse_date
from newscrawl.extract.people_names import names_in
from newscrawl.extract.phrases import folded
from newscrawl.extract.wordlists import LANGUAGES, table_of

_LISTS = (
    "promotion", "notice", "paywall", "copyright", "subscribe", "read_also", "headings", "share", "advert",
    "wrote",
)  # fmt: skip


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_phrase_is_written_as_text_is_folded_and_stands_once(language: str) -> None:
    table = table_of("boilerplate", language)
    for key in _LISTS:
        words = table.get(key, [])
        assert [word for word in words if word != folded(word)] == [], key
        assert len(words) == len(set(words)), key


@pytest.mark.parametrize(
    "line",
    [
        "The day's top stories, straight to your inbox: sign up here.",
        "Get in touch at newsroom@harbour.example",
        "With additional reporting by Anna Berg",
        "Please keep comments civil and to the point.",
        "Article continues after advertisement",
        "Sie mögen den Tag kompakt? Der Newsletter informiert Sie jeden Morgen.",
        "Mit Informationen der Nachrichtenagentur Kai",
        "An dieser Stelle finden Sie externen Inhalt, der den Artikel ergänzt.",
        "Weiterlesen nach der Anzeige",
        "Recevez gratuitement notre lettre d'information chaque matin.",
        "Ce contenu est bloqué car vous n'avez pas accepté les cookies.",
        "Cet article vous a plu ? Partagez-le.",
        "Suscríbete gratis y recibe las noticias del puerto cada mañana.",
        "Con información de agencias",
        "La nota continúa después de la publicidad",
        "Iscriviti gratis alla newsletter del porto.",
        "Continua a leggere dopo la pubblicità",
        "Este artigo é exclusivo para assinantes.",
        "Leia outras notícias do porto",
        "Schrijf je hier in voor het nieuws uit de haven.",
        "Tekst gaat verder onder de foto",
        "Zapisz się na nasz biuletyn portowy.",
        "Dalsza część artykułu pod reklamą",
        "Přihlaste se k odběru novinek z přístavu.",
        "Článek pokračuje pod reklamou",
        "Подпишитесь на рассылку новостей порта.",
        "Мнение автора может не совпадать с мнением редакции.",
        "Долучайтеся до нашої спільноти в мережі.",
        "Падпішыцеся на наш канал пра порт.",
        "Liman haberlerini kaçırmamak için kanalımıza abone olun.",
        "港のニュースはアプリで読む",
        "無断転載を禁じます。",
        "저작권자 ⓒ 항구일보, 무단 전재 금지",
        "欢迎关注港口新闻微信",
        "本文转载自港口日报",
        "تابعوا قناتنا على التطبيق لأخبار الميناء",
        "Meld deg på nyhetsbrevet fra havna.",
        "Saken fortsetter under bildet",
        "Prenumerera på vårt nyhetsbrev från hamnen.",
        "Artikeln fortsätter under annonsen",
        "Tilmeld dig vores nyhedsbrev fra havnen.",
        "Tilaa uutiskirjeemme satamasta.",
        "Juttu jatkuu kuvan alla",
    ],
)
def test_a_line_of_the_trade_is_left_out_in_every_language(line: str) -> None:
    assert body_of(paragraphs(*STORY[:3], line, *STORY[3:])) == STORY


@pytest.mark.parametrize(
    "sentence",
    [
        "Residents can sign up for the ferry's scheme at the town hall, and forget the approach by road.",
        "The town hopes to become a member of the league of ports before it gets the latest cranes.",
        "Passengers who download the app of the ferry pay less than those who buy a paper ticket.",
        "What do you think the council will do with the old quay?",
        "The fraud began by clicking on a link, and money was sent to a company in the port.",
        "Der Sprecher teilte per E-Mail mit, dass die Fähre am Montag wieder fährt.",
        "Die Reederei gab personenbezogene Daten ohne ihre Einwilligung weiter.",
        "Le capitaine a réuni les équipages pour voter, puis il a envoyé ses excuses en commentaire.",
        "Cosa ne pensi del nuovo molo?",
        "O sindicato quer receber o pagamento antes que apoie o acordo.",
        "Министр сообщил об этом в телеграм-канале порта, где ранее писали о пожаре.",
        "Het bedrijf schreef de website in JavaScript, zei de havenmeester.",
        "Hva mener du havna trenger mest av alt nå?",
    ],
)
def test_a_journalists_sentence_with_a_word_of_the_trade_stays(sentence: str) -> None:
    story = [*STORY[:2], sentence, *STORY[2:]]
    assert body_of(paragraphs(*story)) == story


@pytest.mark.parametrize(
    ("line", "language", "names"),
    [
        ("Words and pictures by Ann Lee", "en", ["Ann Lee"]),
        ("Protokolliert von Anna Meier, Volontärin", "de", ["Anna Meier"]),
        ("Propos recueillis par Anne Dubois, politologue", "fr", ["Anne Dubois"]),
        ("Intervista a cura di Anna Rossi", "it", ["Anna Rossi"]),
        ("Opgetekend door Anna de Wit, eindredacteur", "nl", ["Anna de Wit"]),
        ("Rozmawiała: Anna Nowak, felietonistka", "pl", ["Anna Nowak"]),
        ("Rozhovor vedla Anna Nováková, sloupkařka", "cs", ["Anna Nováková"]),
        ("Derleyen: Ayşe Kaya", "tr", ["Ayşe Kaya"]),
        ("Розмовляли: Олена Шевчук та Іван Бойко", "uk", ["Олена Шевчук", "Іван Бойко"]),
        ("Размаўляла: Ганна Рыд", "be", ["Ганна Рыд"]),
        ("撰文：王小明", "zh", ["王小明"]),
        ("취재기자: 김민수", "ko", ["김민수"]),
        ("Skrevet af: Anna Lund, nyhedsredaktør", "da", ["Anna Lund"]),
        ("Dr Jan Nowak", "pl", ["Dr Jan Nowak"]),
    ],
)
def test_a_byline_is_read_with_the_words_of_its_language(line: str, language: str, names: list[str]) -> None:
    assert names_in(line, language) == names


@pytest.mark.parametrize(
    ("shown", "language"),
    [
        ("23 maja 2024", "pl"),
        ("23 траўня 2024", "be"),
        ("23. toukokuuta 2024", "fi"),
        ("23. toukokuun 2024", "fi"),
        ("Udgivet den 23. maj 2024", "da"),
        ("23 ماي 2024", "ar"),
        ("23 верасьня 2024", "be"),
        ("23 غشت 2024", "ar"),
    ],
)
def test_a_month_is_read_in_each_of_its_forms(shown: str, language: str) -> None:
    now = datetime(2024, 12, 1, 12, 0, tzinfo=UTC)
    moment = parse_date(shown, Reader(now, language, False, None))
    assert moment is not None
    assert (moment.value.year, moment.value.day) == (2024, 23)


def test_no_class_name_is_listed_that_another_entry_covers() -> None:
    table = tomllib.loads(files("newscrawl.extract").joinpath("class_names.toml").read_text("utf-8"))
    sorts = {word: sort for sort, names in table.items() for word in names["words"]}
    stems = {stem: sort for sort, names in table.items() for stem in names.get("stems", ())}
    assert {len(stem) for stem in stems} == {6}
    assert sum(len(names["words"]) for names in table.values()) == len(sorts)
    assert not [word for word, sort in sorts.items() if " " not in word and stems.get(word[:6]) == sort]
