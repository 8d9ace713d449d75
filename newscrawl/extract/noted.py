"""What a page's tags and attributes tell, noted on the one walk over it."""

from __future__ import annotations

from lxml.etree import _Element

from newscrawl.extract.markup import NAMES_LENGTH, Marks, roles_of

Attributes = list[tuple[str, str]]
_HEADS = ("title", "base", "link", "script")
MARKED = frozenset(("h1", "time", "figure", "address", "video", "iframe"))
_TELLING = frozenset(("itemprop", "itemscope", "rel"))


class Noted:
    """What the tags and attributes of a page's elements tell, in document order.

    `heads` has the elements of each of the tags title, base, link and script,
    wherever they stand, `metas` the attributes of each meta.
    """

    def __init__(self) -> None:
        self.marks = Marks()
        self.heads: dict[str, list[_Element]] = {tag: [] for tag in _HEADS}
        self.metas: list[dict[str, str]] = []

    def note(self, element: _Element, tag: str, said: Attributes, place: int) -> None:
        """Note what an element is called and what its attributes call it."""
        names = identity = ""
        for key, value in said:
            if key == "class":
                names = value
            elif key == "id" or (key == "data-testid" and not identity):
                identity = value
            elif key in _TELLING:
                self.note_special(element, key, value, place)
        if identity:
            names = f"{names} {identity}"
        roles = roles_of(names[:NAMES_LENGTH]) if names else ()
        if tag in MARKED:
            self.marks.add(element, place, tag, roles)
        elif roles and tag != "body":
            self.marks.add(element, place, None, roles)

    def note_special(self, element: _Element, key: str, value: str, place: int) -> None:
        """Note an element's itemprop, itemscope or rel."""
        if key != "rel":
            properties = self.marks.properties
            if not properties or properties[-1] is not element:
                properties.append(element)
        elif value == "author":
            self.marks.rel_author.append(element)
            self.marks.places[element] = place

    def note_void(self, element: _Element, tag: str) -> None:
        """Keep an element that holds no text of the page: only data, or the address of something."""
        if tag == "meta":
            said: dict[str, str] = dict(element.items())  # type: ignore[arg-type]
            self.metas.append(said)
            if "itemprop" in said or "itemscope" in said:
                self.marks.properties.append(element)
        elif (held := self.heads.get(tag)) is not None:
            held.append(element)
            if tag == "link" and element.get("itemprop") is not None:
                self.marks.properties.append(element)
