from __future__ import annotations

import json

import pytest
from stories import STORY, paragraphs, reading

from newscrawl.extract import script_text

HEAD = """<html lang="en"><head><title>Night ferry returns to the northern islands</title>
<meta property="og:title" content="Night ferry returns to the northern islands">
<meta property="og:type" content="article"></head><body><div id="root"></div>"""
STATE = json.dumps({"props": {"title": "Night ferry", "html": paragraphs(*STORY)}})


@pytest.mark.parametrize(
    "script",
    [
        f'<script type="application/json">{STATE}</script>',
        f"<script>window.state = {STATE.replace('<', chr(92) + 'u003c')};</script>",
        f"<script>self.__next_f.push([1,{json.dumps(STATE).replace('<', chr(92) + 'u003c')}])</script>",
    ],
)
def test_a_text_that_stands_in_a_script_alone_is_read_from_it(script: str) -> None:
    article = reading(HEAD + script).article
    assert (article.article_body or "").split("\n\n") == STORY
    assert article.provenance["article_body"] == "text"


def test_html_in_a_script_about_something_else_is_not_taken() -> None:
    other = json.dumps(
        {"html": paragraphs(*["We use what you tell us to make our pages better for you."] * 9)}
    )
    assert reading(f"{HEAD}<script>var privacy = {other}</script>").article.article_body is None


@pytest.mark.parametrize(
    "text", ['"<p>' + '\\"' * 400_000, '"<p>\\u003c" ' * 60_000, '"<p>' + "\\" * 400_001]
)
def test_a_script_made_to_stall_is_read_once(text: str, monkeypatch: pytest.MonkeyPatch) -> None:
    decoded: list[int] = []
    decode = script_text._decoded
    monkeypatch.setattr(script_text, "_decoded", lambda raw: decoded.append(len(raw)) or decode(raw))
    assert reading(f"{HEAD}<script>{text}</script>").article.article_body is None
    assert sum(decoded) <= script_text.DEPTH * len(text)
