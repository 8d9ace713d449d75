from __future__ import annotations

from stories import STORY, URL, page, paragraphs, reading

from newscrawl.extract.confidence import FACTS, Evidence, confidence_of, learnt, reasons, unseen
from newscrawl.items import Article
from newscrawl.normalise import content_hash, normalise
from newscrawl.outlets import Outlet

USUAL = Evidence(length=8.0, weak=0.0, plain=1.0, at_home=1.0, left=0.0, headed=1.0)
POOR = Evidence(length=5.5, weak=0.6, plain=0.1, at_home=0.6, left=0.8, headed=0.0)


def test_every_fact_has_a_weight_and_a_usual_value() -> None:
    assert set(learnt().weights) == set(learnt().usual) == set(FACTS)


def test_a_long_text_in_one_place_is_sure_and_scattered_scraps_are_not() -> None:
    assert confidence_of(USUAL) > 0.9
    assert confidence_of(POOR) < 0.5


def test_a_text_that_the_page_does_not_show_is_never_sure() -> None:
    assert confidence_of(unseen(STORY * 10)) <= 0.8


def test_a_record_tells_how_sure_its_body_is() -> None:
    text = paragraphs(*STORY, *STORY[::-1])
    plain = reading(page(text, title="Night ferry returns to the islands")).article.confidence
    scraps = "".join(f"<div>{part}</div><ul><li>{part[:40]}</li></ul>" for part in STORY)
    assert plain is not None
    assert plain > 0.9
    assert (reading(page(scraps)).article.confidence or 0) < plain


def test_where_there_is_no_article_there_is_nothing_to_be_sure_of() -> None:
    assert reading(page("")).article.confidence is None
    home = reading(page(paragraphs(*STORY)), url="https://harbour.example/")
    assert (home.state, home.article.confidence) == ("not_article", None)
    assert reading(b"%PDF-1.7").article.confidence is None


def test_normalisation_rounds_it_and_keeps_it_out_of_the_content_s_name() -> None:
    article = Article(url=URL, article_body="Text.", confidence=0.98765)
    found = normalise(article, Outlet("harbour"))
    assert found.confidence == 0.99
    assert normalise(found, Outlet("harbour")).confidence == 0.99
    found.confidence = 0.5
    assert found.content_hash == content_hash(found)
    assert normalise(Article(url=URL, confidence=0.7), Outlet("harbour")).confidence is None


def test_explain_says_in_a_line_what_it_rests_on() -> None:
    told = reading(page(paragraphs(*STORY)), explain=True).trace
    line = next(line for line in told if line.startswith("confidence "))
    assert all(f"{fact} " in line for fact in FACTS)
    assert reasons(USUAL).startswith(f"confidence {confidence_of(USUAL):.2f}: ")
