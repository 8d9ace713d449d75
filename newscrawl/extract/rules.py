"""An outlet's own selectors: CSS with `::text` or `::attr(name)`, each compiled once."""

from __future__ import annotations

import re
from functools import lru_cache

from cssselect import HTMLTranslator, SelectorError
from lxml import etree
from lxml.etree import _Element

from newscrawl.extract.markup import text_of
from newscrawl.outlets import Rules

MAX_MATCHES = 200
_ENDING = re.compile(r"::(?:(text)|attr\(\s*([\w:-]+)\s*\))\s*\Z")


@lru_cache(maxsize=2000)
def compiled(selector: str) -> tuple[etree.XPath, str | None]:
    """Return a selector's XPath and the attribute asked for ("" own text, None the element).

    Raises ValueError for what is no CSS selector.
    """
    ending = _ENDING.search(selector)
    plain = selector[: ending.start()] if ending else selector
    try:
        path = etree.XPath(HTMLTranslator().css_to_xpath(plain.strip() or "*"))
    except (SelectorError, etree.XPathError) as error:
        raise ValueError(f"no CSS selector: {selector!r} ({error})") from error
    return path, None if ending is None else ending[2] or ""


def elements(root: _Element, selector: str | None) -> list[_Element]:
    """Return the elements that a rule selects in document order, at most 200; [] for no rule."""
    if not selector:
        return []
    path, _ = compiled(selector)
    found = path(root)
    return [e for e in found[:MAX_MATCHES] if isinstance(e, _Element)] if isinstance(found, list) else []


def values(root: _Element, selector: str | None) -> list[str]:
    """Return the texts that a rule selects: of the elements, or of the attribute or own text it asks for."""
    if not selector:
        return []
    _, ending = compiled(selector)
    found = []
    for element in elements(root, selector):
        if ending is None:
            shown = text_of(element, " ")
        else:
            shown = " ".join((element.get(ending) if ending else own_text(element) or "").split())  # type: ignore[union-attr]
        if shown:
            found.append(shown)
    return found


def own_text(element: _Element) -> str:
    """Return the text of an element itself, without that of its children."""
    return " ".join([element.text or "", *(child.tail or "" for child in element)])


def rule_values(root: _Element, rules: Rules) -> dict[str, list[str]]:
    """Return what each field rule of an outlet selects, by the rule's name (but body and drop)."""
    names = (
        "headline", "description", "authors", "date_published", "date_modified", "section", "keywords",
        "source", "main_image", "image_caption", "image_credit",
    )  # fmt: skip
    return {name: found for name in names if (found := values(root, getattr(rules, name)))}
