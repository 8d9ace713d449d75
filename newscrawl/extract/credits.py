"""Sources that a page credits: "Source: korrespondent", "(Reuters)", "Джерело: …", "Mit Material von dpa"."""

from __future__ import annotations

import re
from functools import cache

from newscrawl.extract.agencies import agencies_in, agency_of
from newscrawl.extract.wordlists import words_of
from newscrawl.items import Credit
from newscrawl.normalise.addresses import clean_url

MAX_LINE = 200
MAX_NAME = 80
MAX_CREDITS = 5

_ADDRESS = re.compile(r"(?:https?://)?(?:www\.)?([\w-]+(?:\.[\w-]+)*\.[a-z]{2,8})(?:/\S*)?\Z", re.IGNORECASE)
_BRACKETED = re.compile(r"\A\s*[(\[（【]\s*([^()\[\]（）【】]{2,60})\s*[)\]）】]\s*\.?\s*\Z")
_CLOSING = re.compile(r"[(（]\s*([^()（）]{2,40})\s*[)）]\s*\.?\s*\Z")
_CLOSING_DASH = re.compile(r"[.!?…”»\"]\s*[—–-]{1,2}\s*([^—–-][^—–]{1,39}?)\s*\.?\Z")
_WITH = r"(?:with|mit|avec|con|com|met|med|s|z|с|з|са)\s"
_DASHED = re.compile(rf"\A\s*[—–-]{{1,2}}\s*(?:{_WITH})?(.{{2,60}}?)\s*\.?\Z", re.IGNORECASE)
_TOGETHER = re.compile(rf"\A\W{{0,3}}{_WITH}(.{{2,60}}?)\W{{0,3}}\Z", re.IGNORECASE)
_QUOTES = "\"'“”„«»‘’ \t.,;:–—-|·•()[]*>"
_SEPARATOR = re.compile(r"\s*(?:[;,/、，]|\s(?:and|und|et|y|e|i|и|та|og|och|en|ja|ve)\s)\s*")


def read_credits(line: str, link: str | None = None) -> list[Credit]:
    """Return the sources that one line of a page credits, at most five; [] for a line that credits none.

    `link` is the address that the name is linked to.  The whole line must be
    the credit: a sentence that says "according to Reuters" credits nothing.
    The evidence is the line as it stands.
    """
    line = " ".join(line.split())
    if not 2 < len(line) <= MAX_LINE:
        return []
    names = _agencies(line) or _labelled(line)
    address = clean_url(link) if link else None
    found = [_credit(name, address if len(names) == 1 else None, line) for name in names[:MAX_CREDITS]]
    return [credit for credit in found if credit is not None]


def closing_agency(paragraph: str) -> Credit | None:
    """Return the agency at a paragraph's end: "… said on Monday. (Reuters)", "… said on Monday. — dpa"."""
    end = paragraph[-60:]
    for pattern in (_CLOSING, _CLOSING_DASH):
        match = pattern.search(end)
        agencies = agencies_in(match[1]) if match else None
        if match and agencies:
            return Credit(agencies[0], evidence=match[0].strip())
    return None


def key_of_source(name: str) -> str:
    """Return what the spellings of a source share: "The Associated Press" and "AP" are one agency."""
    return (agency_of(name) or name).casefold()


def _credit(name: str, address: str | None, line: str) -> Credit | None:
    host = _ADDRESS.match(name)
    if host:
        address = address or clean_url(name if name.startswith("http") else f"https://{name}")
        name = host[1]
    name = name.strip(_QUOTES)
    if not name or len(name) > MAX_NAME or not any(c.isalpha() for c in name):
        return None
    return Credit(name, url=address, evidence=line)


def _labelled(line: str) -> list[str]:
    """Return the names after "Source:", "Quelle:", "Mit Material von"."""
    match = _label_pattern().match(line)
    if not match:
        return []
    rest = line[match.end() :].strip(_QUOTES)
    if not rest or len(rest) > MAX_NAME + 40 or _is_photo(line):
        return []
    most = 8 if match[0].rstrip().endswith((":", "：", "|", "–", "—", "-")) else 4
    if len(rest.split()) > most or rest.count(".") > 3:
        return []  # a sentence that happens to begin so
    parts = [p for p in _SEPARATOR.split(rest) if p.strip(_QUOTES)]
    return parts if len(parts) > 1 and (agencies_in(rest) or "," in rest or ";" in rest) else [rest]


def _agencies(line: str) -> list[str]:
    for pattern in (_BRACKETED, _DASHED, _TOGETHER):
        match = pattern.match(line)
        if match and (names := agencies_in(match[1])):
            return names
    return (agencies_in(line) or []) if len(line) < 40 else []


@cache
def _label_pattern() -> re.Pattern[str]:
    words = words_of("people", "source")
    with_colon = "|".join(re.escape(w) for w in words)
    phrases = "|".join(re.escape(w) for w in words if " " in w)
    return re.compile(
        rf"\W{{0,3}}(?:(?:{with_colon})\s*[:：|–—-]\s*|(?:{phrases})\s+)(?:the\s|die\s|der\s)?", re.IGNORECASE
    )


@cache
def _photo_words() -> re.Pattern[str]:
    words = "|".join(
        re.escape(w) for w in words_of("people", "photo") if w not in words_of("people", "source")
    )
    return re.compile(rf"\W{{0,3}}(?:{words})(?![^\W_])", re.IGNORECASE)


def _is_photo(line: str) -> bool:
    return bool(_photo_words().match(line))


def is_photo_credit(line: str) -> bool:
    """Tell whether a short line names who took a picture: "Photo: A. Person", "Фото: Reuters"."""
    return len(line) < MAX_LINE and _is_photo(line)
