from __future__ import annotations

import pytest
from stories import STORY, URL, body_of, page, paragraphs, reading

from newscrawl.reading import read_page


def among(content: str) -> str:
    """Return what the body has between the story's second and third paragraphs."""
    body = "\n\n".join(body_of(paragraphs(*STORY[:2], content, *STORY[2:])))
    assert body.startswith("\n\n".join(STORY[:2])) and body.endswith("\n\n".join(STORY[2:]))
    return body[len("\n\n".join(STORY[:2])) : -len("\n\n".join(STORY[2:]))].strip()


def test_a_drop_cap_in_an_element_of_its_own_is_joined_to_its_word() -> None:
    first = f"<div class='initial'>{STORY[0][0]}</div><p>{STORY[0][1:]}</p>"
    assert body_of(first + paragraphs(*STORY[1:])) == STORY


def test_code_keeps_its_lines() -> None:
    assert among("<pre><code>quay open\nquay close --at 8</code></pre>") == "quay open\nquay close --at 8"


def test_definitions_are_kept() -> None:
    found = among("<dl><dt>Ferry</dt><dd>A boat that crosses.</dd><dt>Quay</dt><dd>Its place</dd></dl>")
    assert found == "Ferry\n\nA boat that crosses.\n\nQuay\n\nIts place"


def test_a_table_of_data_is_lines_of_cells() -> None:
    table = "<table><tr><th>Town</th><th>Fare</th></tr><tr><td>Vellmar</td><td>12</td></tr></table>"
    assert among(table) == "Town Fare\nVellmar 12"


def test_a_table_in_a_wrapper_of_its_own_is_text_too() -> None:
    table = "<table><tr><th>Town</th><th>Fare</th></tr><tr><td>Vellmar</td><td>12</td></tr></table>"
    assert among(f"<div class=wrap><div>{table}</div></div>") == "Town Fare\nVellmar 12"


def test_a_table_of_links_is_left_out() -> None:
    assert among("<table><tr><td><a href=/1>Town</a></td><td><a href=/2>Sport</a></td></tr></table>") == ""


def test_verse_keeps_its_lines() -> None:
    verse = "The ferry goes\nthe river slows\nand nobody knows\nwhere it flows"
    assert among(f"<p>{verse.replace(chr(10), '<br>')}</p>") == verse


def test_short_quotations_are_kept_but_not_what_the_text_says_already() -> None:
    assert among("<blockquote><p>Gone at last, says the quay.</p></blockquote>").startswith("Gone at last")
    assert among("<blockquote><p>“We have waited long enough”</p></blockquote>") == ""


def test_an_embedded_post_keeps_its_text() -> None:
    post = (
        '<blockquote class="twitter-tweet"><p>The ferry is late again and nobody knows why.</p>'
        '&mdash; Anna Brandt (@brandt) <a href="https://social.example/1">May 3</a></blockquote>'
    )
    assert among(post).startswith("The ferry is late again and nobody knows why.")


def test_a_recipe_keeps_its_headings_ingredients_and_steps_in_order() -> None:
    content = (
        "<h2>Ingredients</h2><ul><li>200 g flour</li><li>2 eggs</li></ul>"
        "<h2>Method</h2><ol><li>Mix flour and eggs.</li><li>Add salt.</li></ol>"
    )
    wanted = "Ingredients/200 g flour/2 eggs/Method/Mix flour and eggs./Add salt."
    assert body_of(paragraphs(*STORY) + content)[5:] == wanted.split("/")


@pytest.mark.parametrize(
    "mark",
    [
        '<sup><a href="#n1">1</a></sup>',
        '<sup class="reference"><a href="#cite-1">[1]</a></sup>',
        '<a href="#n1"><sup>1</sup></a>',
        "<sup>[1]</sup>",
    ],
)
def test_a_footnotes_mark_is_not_glued_to_the_word(mark: str) -> None:
    assert body_of(f"<p>{STORY[0]}{mark}</p>" + paragraphs(*STORY[1:])) == STORY


def test_raised_numbers_that_lead_nowhere_are_text() -> None:
    assert among("<p>It took 30 m<sup>2</sup> of the quay, and then some more of it.</p>").startswith(
        "It took 30 m2 of"
    )


def test_lines_of_chinese_are_joined_without_a_blank_and_readings_left_out() -> None:
    text = (
        "市长周一表示，<a href=/x>渡轮</a>将在三个月后<b>恢复</b>运行，\n"
        "  居民们对此表示<ruby>欢迎<rt>かんげい</rt></ruby>，市议会同意支付全部费用。"
    )
    joined = "市长周一表示，渡轮将在三个月后恢复运行，居民们对此表示欢迎，市议会同意支付全部费用。"
    assert body_of(paragraphs(text, *STORY))[0] == joined


def test_right_to_left_text_is_left_as_it_is() -> None:
    text = "وأضاف المتحدث أن السكان طالبوا بعودتها، وأن المجلس وافق على دفع التكاليف كلها."
    linked = text.replace("بعودتها", "<a href=/x>بعودتها</a>")
    assert body_of(f"<div dir=rtl><p>{linked}</p></div>" + paragraphs(*STORY))[0] == text


def test_questions_and_answers_keep_their_order() -> None:
    asked = "<p><b>Who pays?</b></p><p>The council does.</p><p><b>For how long?</b></p><p>Three years.</p>"
    assert among(asked) == "Who pays?\n\nThe council does.\n\nFor how long?\n\nThree years."


def test_a_live_blogs_entries_keep_their_order() -> None:
    entries = "".join(
        f"<div class=entry><h3>Entry {n}</h3><p>{text}</p></div>" for n, text in enumerate(STORY)
    )
    found = (reading(page(entries)).article.article_body or "").split("\n\n")
    assert found == [line for n, text in enumerate(STORY) for line in (f"Entry {n}", text)]


def test_a_heading_that_heads_headings_stays() -> None:
    found = body_of(paragraphs(*STORY[:2]) + "<h2>Fares</h2><h3>Children</h3>" + paragraphs(*STORY[2:]))
    assert found == [*STORY[:2], "Fares", "Children", *STORY[2:]]


@pytest.mark.parametrize("name", ["comments", "widget_text", "elementor-widget", "related-box"])
def test_names_are_not_believed_where_they_stand_on_all_the_text(name: str) -> None:
    parts = "".join(f'<div class="{name}"><div class="{name}"><p>{text}</p></div></div>' for text in STORY)
    assert body_of(parts) == STORY


@pytest.mark.parametrize("misread", ["cp1252", "latin-1"])
def test_text_encoded_twice_is_mended(misread: str) -> None:
    text = "Die Fähre fährt über den Fluß, und am Kai stehen schöne Häuser für Gäste."
    found = read_page(page(paragraphs(text.encode().decode(misread), *STORY)), url=URL, generic=True)
    assert (found.article.article_body or "").split("\n\n") == [text, *STORY]


LIVE = (
    '<script type="application/ld+json">'
    '{"@type": "LiveBlogPosting", "headline": "Night ferry returns"}</script>'
)


def test_a_live_blogs_entries_keep_their_times_as_the_page_shows_them() -> None:
    clocks = ("14:32", "2:05 pm", "13.40 Uhr", "13h10")
    entries = "".join(
        f"<div class=meta><time>{clock}</time> Mara Quill</div><h3>Entry</h3><p>{text}</p>"
        for clock, text in zip(clocks, STORY, strict=False)
    )
    expected = [line for pair in zip(clocks, STORY, strict=False) for line in (pair[0], "Entry", pair[1])]
    assert body_of(entries, head=LIVE) == expected
    assert not set(clocks) & set(body_of(entries))


def test_a_live_blogs_own_date_is_no_entrys_time() -> None:
    dated = "<div class=meta>14:32, 23 May 2024</div>" + paragraphs(*STORY)
    assert body_of(dated, head=LIVE) == STORY
