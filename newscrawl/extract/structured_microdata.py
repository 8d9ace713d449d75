"""Microdata: itemscope and itemprop to the same shape as JSON-LD's objects."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from lxml.etree import _Element

from newscrawl.extract.markup import text_of
from newscrawl.extract.structured_values import Node

MAX_PROPERTIES = 2000
MAX_CLIMB = 60
_LONG_TEXTS = frozenset(("articleBody", "text", "reviewBody", "comment"))  # the body stage reads these itself
_LINKS = {"a": "href", "link": "href", "area": "href", "img": "src", "source": "src", "video": "src"}
_LINKS |= {"audio": "src", "iframe": "src", "embed": "src", "object": "data"}


def read_microdata(elements: Iterable[_Element]) -> list[Node]:
    """Return the items of a page in document order, nested items as values.

    `elements` are those with an itemscope or itemprop attribute, in document
    order.  Properties outside any item form one more node, without @type.
    """
    scopes: dict[_Element, Node] = {}
    items: list[Node] = []
    loose: Node = {}
    for count, element in enumerate(elements):
        if count >= MAX_PROPERTIES:
            break
        parent = _scope_of(element, scopes) if scopes else None
        names = (element.get("itemprop") or "").split()[:5]
        if "itemscope" in element.attrib:
            value: Any = _new_item(element, names)
            scopes[element] = value
            if not names:
                items.append(value)
        elif any(name in _LONG_TEXTS for name in names):
            continue
        else:
            value = _value(element, names)
        for name in names:
            _add(loose if parent is None else parent, name, value)
    return [*items, loose] if loose else items


def _scope_of(element: _Element, scopes: dict[_Element, Node]) -> Node | None:
    above = element.getparent()
    for _ in range(MAX_CLIMB):
        if above is None:
            return None
        if above in scopes:
            return scopes[above]
        above = above.getparent()
    return None


def _new_item(element: _Element, names: list[str]) -> Node:
    item: Node = {"@type": (element.get("itemtype") or "").split()[:5]}
    if element.get("itemid"):
        item["@id"] = element.get("itemid")
    if "author" in names and "name" not in item:
        item["@element"] = element  # read as a byline when no name stands inside
    return item


def _value(element: _Element, names: list[str]) -> str:
    content = element.get("content")
    if content is not None:
        return content.strip()
    tag = element.tag
    if tag == "time" and element.get("datetime"):
        return (element.get("datetime") or "").strip()
    if tag in _LINKS and not ("name" in names or "author" in names or "headline" in names):
        return (element.get(_LINKS[tag]) or "").strip()
    return text_of(element, " " if "author" in names else "", limit=2000)


def _add(node: Node, name: str, value: Any) -> None:
    if value in ("", None):
        return
    held = node.get(name)
    if held is None:
        node[name] = value
    elif isinstance(held, list):
        held.append(value)
    else:
        node[name] = [held, value]
