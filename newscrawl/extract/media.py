"""Pictures and videos of an article, with caption and credit."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from itertools import islice
from typing import TYPE_CHECKING, Any

from lxml.etree import _Element

from newscrawl.extract.markup import NAMES_LENGTH, Marks, is_elsewhere, roles_of, text_of
from newscrawl.extract.structured import Structured, members
from newscrawl.extract.structured_values import address, as_list, text, types_of
from newscrawl.extract.wordlists import words_of
from newscrawl.items import Media
from newscrawl.normalise.addresses import clean_url

if TYPE_CHECKING:
    from newscrawl.extract.page import Page

MAX_IMAGES = 40
MAX_VIDEOS = 10
MAX_INNER = 1000  # elements of a figure whose names are read: figures may stand in one another
MAX_CAPTION = 1000
_SOURCES = ("src", "data-src", "data-lazy-src", "data-original", "data-srcset", "srcset", "data-lazy")
_JUNK = (
    "logo", "avatar", "placeholder", "spacer", "pixel", "blank.", "sprite", "icon", "1x1", "default-",
    "default_", "default.", "gravatar", "data:",
)  # fmt: skip
_VIDEO_HOSTS = re.compile(
    r"(?:youtube(?:-nocookie)?\.com/embed/|player\.vimeo\.com/|dailymotion\.com/embed/|rutube\.ru/play/embed|vk\.com/video_ext"
    r"|facebook\.com/plugins/video|tiktok\.com/embed|jwplatform\.com/players|players\.brightcove)",
    re.IGNORECASE,
)  # fmt: skip


def read_media(
    page: Page, structured: Structured, rules: dict[str, list[str]]
) -> tuple[Media | None, list[Media], str | None]:
    """Return the main picture, all pictures, and where the main one came from."""
    figures = list(_figures(page, structured.marks))
    main, source = _main_image(page, structured, figures, rules)
    images = {_key(image.url): image for image in ([main] if main else []) + figures}
    for node in _image_nodes(structured.get("image"), structured):
        if (image := _of_node(node, page)) is not None:
            held = images.setdefault(_key(image.url), image)
            held.caption, held.credit = held.caption or image.caption, held.credit or image.credit
    return main, list(images.values())[:MAX_IMAGES], source


def _key(url: str) -> str:
    """Return what renditions of one picture share: its address without query."""
    return url.partition("?")[0]


def _main_image(
    page: Page, structured: Structured, figures: list[Media], rules: dict[str, list[str]]
) -> tuple[Media | None, str | None]:
    places: list[tuple[Any, str]] = [(url, "rules") for url in rules.get("main_image", ())[:1]]
    places += [(node, "json-ld") for node in _image_nodes(structured.get("image"), structured)[:1]]
    places += [(node, "microdata") for node in as_list(structured.micro("image"))[:1]]
    for name in ("og:image", "og:image:url", "og:image:secure_url", "twitter:image", "twitter:image:src"):
        places += [
            (url, "opengraph" if name.startswith("og") else "meta") for url in page.meta.get(name, ())[:1]
        ]
    for value, source in places:
        if (main := _of_node(value, page)) is not None:
            _describe(main, figures, rules)
            return main, source
    return (figures[0], "text") if figures else (None, None)


def _describe(main: Media, figures: list[Media], rules: dict[str, list[str]]) -> None:
    """Give the main picture the caption and credit that the page shows under the same picture."""
    same = next(
        (f for f in figures if _key(f.url) == _key(main.url) or _name(f.url) == _name(main.url)), None
    )
    main.caption = (
        next(iter(rules.get("image_caption", ())), None) or main.caption or (same.caption if same else None)
    )
    credit = next(iter(rules.get("image_credit", ())), None)
    main.credit = (
        (without_photo_word(credit) if credit else None) or main.credit or (same.credit if same else None)
    )


def _name(url: str) -> str:
    return _key(url).rpartition("/")[2]


def _image_nodes(value: Any, structured: Structured) -> list[Any]:
    return [structured.resolve(member) for member in as_list(value)[:MAX_IMAGES]]


def _of_node(value: Any, page: Page) -> Media | None:
    raw = (
        value
        if isinstance(value, str)
        else address(value.get("contentUrl") or value.get("url"))
        if isinstance(value, dict)
        else None
    )
    url = clean_url(raw.strip(), page.base_url) if raw else None
    if url is None:
        return None
    if not isinstance(value, dict):
        return Media(url)
    credit = (
        text(value.get("creditText"))
        or text(value.get("creator"))
        or text(value.get("author"))
        or text(value.get("copyrightHolder"))
    )
    caption = text(value.get("caption")) or text(value.get("description"))
    return Media(
        url,
        caption=caption[:MAX_CAPTION] if caption else None,
        credit=without_photo_word(credit) if credit else None,
    )


def _figures(page: Page, marks: Marks) -> Iterator[Media]:
    """Yield the pictures that stand in figures of the article, with what is written under them."""
    for figure in marks.tag("figure")[:MAX_IMAGES]:
        image = next(figure.iter("img"), None)
        if image is None or is_elsewhere(figure, marks):
            continue
        url = _source_of(image, page)
        if url is None or _is_junk(url.lower()):
            continue
        caption, credit = _caption(figure)
        yield Media(url, caption=caption, credit=credit)


def _is_junk(url: str) -> bool:
    return any(word in url for word in _JUNK)


def _source_of(image: _Element, page: Page) -> str | None:
    for name in _SOURCES:
        raw = (image.get(name) or "").strip()
        if raw and not raw.startswith("data:"):
            first = raw.split(",")[0].split(" ")[0] if "srcset" in name else raw
            return clean_url(first, page.base_url)
    return None


def _caption(figure: _Element) -> tuple[str | None, str | None]:
    """Return caption and credit of a figure: by their elements, else split at "Foto:" within the caption."""
    inner = list(islice(figure.iter("*"), MAX_INNER))
    captions = [e for e in inner if e.tag == "figcaption"] or [e for e in inner if "caption" in _roles(e)]
    if not captions:
        return None, None
    whole = text_of(captions[0], " ", MAX_CAPTION)
    credits = [e for e in inner if "credit" in _roles(e) and e is not captions[0]][-1:]
    if credits and (shown := text_of(credits[0], " ", 300)):
        caption = whole.replace(shown, "").strip(" |/–-,;©")
        return caption or None, without_photo_word(shown) or None
    return split_caption(whole)


def _roles(element: _Element) -> frozenset[str]:
    names = element.get("class")
    return roles_of(names[:NAMES_LENGTH]) if names else frozenset()


@cache
def _photo_word() -> re.Pattern[str]:
    words = "|".join(re.escape(w) for w in words_of("people", "photo") if len(w) > 1)
    return re.compile(
        rf"(?:©|\(c\)|(?<![^\W_])(?:{words})(?:\s(?:by|von|de|di|av|af|door))?\s*[:：/|©])\s*", re.IGNORECASE
    )


_CREDIT_MARKS = frozenset("©:：/|")  # one stands after each word for a picture


def split_caption(whole: str) -> tuple[str | None, str | None]:
    """Return (caption, credit) of a line such as "The river at dawn. Photo: A. Person / Agency"."""
    marked = not _CREDIT_MARKS.isdisjoint(whole) or "(c)" in whole.lower()
    match = _photo_word().search(whole) if marked else None  # 25 us where nothing is credited
    if not match:
        return whole or None, None
    credit = whole[match.end() :].strip(" .,;|)(–-")
    if len(credit) > 120:
        return whole, None
    return whole[: match.start()].strip(" |/–-,;(") or None, credit or None


def without_photo_word(credit: str) -> str:
    """Return a picture's credit without "Photo:", "©", "Фото:" before it."""
    credit = " ".join(credit.split()).strip(" |/–-,;()")
    match = _photo_word().match(credit)
    return credit[match.end() :].strip() if match else credit


def read_videos(page: Page, structured: Structured) -> tuple[list[Media], str]:
    """Return the videos, and where the first came from."""
    found: dict[str, Media] = {}
    nodes = members(structured.get("video")) + [n for n in structured.nodes if "VideoObject" in types_of(n)]
    for node in nodes[:MAX_VIDEOS]:
        raw = text(node.get("contentUrl")) or text(node.get("embedUrl")) or text(node.get("url"))
        if raw and (url := clean_url(raw, page.base_url)):
            caption = text(node.get("name")) or text(node.get("description"))
            found.setdefault(url, Media(url, caption=caption[:MAX_CAPTION] if caption else None))
    source = "json-ld" if found else "text"
    for frame in structured.marks.tag("iframe")[:MAX_VIDEOS] + structured.marks.tag("video")[:MAX_VIDEOS]:
        inner = (source.get("src") for source in frame.iter("source"))
        raw = frame.get("src") or frame.get("data-src") or next(inner, None)
        if not raw or (frame.tag != "video" and not _VIDEO_HOSTS.search(raw)):
            continue
        if (url := clean_url(raw, page.base_url)) and not is_elsewhere(frame, structured.marks):
            found.setdefault(url, Media(url))
    return list(found.values())[:MAX_VIDEOS], source
