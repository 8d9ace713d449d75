"""The templates of spiders."""

from __future__ import annotations

import ast
from pathlib import Path
from string import Template

import pytest

import newscrawl

FOLDER = Path(newscrawl.__file__).parent / "templates"


@pytest.mark.parametrize("kind", ["feed", "sitemap", "listing", "wordpress"])
def test_a_template_gives_a_spider_whose_gaps_are_marked(kind: str) -> None:
    template = Template((FOLDER / f"{kind}.tmpl").read_text("utf-8"))
    text = template.substitute(
        name="paper", classname="PaperSpider", url="https://paper.example", domain="paper.example"
    )
    spider = next(node for node in ast.parse(text).body if isinstance(node, ast.ClassDef))
    lines = text.splitlines()
    gaps = [line for line in lines if line.startswith("    ") and '"TODO"' in line]
    assert spider.name == "PaperSpider"
    assert max(map(len, lines)) <= 100
    assert len(gaps) >= 4
    assert all("# TODO: " in line for line in lines if "TODO" in line)
