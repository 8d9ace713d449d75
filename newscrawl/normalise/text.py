"""Text as people write it: composed, entities read, mojibake mended, nothing invisible in it."""

from __future__ import annotations

import re
import unicodedata
from html import unescape
from itertools import filterfalse

MAX_MENDED = 150_000  # characters, more than articles have: as many take .1 s, four million took 24 s

# Zero-width joiners stay: Persian, Indic scripts and emoji are written with them.
_INVISIBLE = re.compile(
    "[\u00ad\u200b\u200e\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufeff\ufff9-\ufffb\ufffe\uffff\ud800-\udfff"
    "\x00-\x08\x0e-\x1f\x7f\U000e0000-\U000e007f]"
)
_C1 = re.compile("[\x80-\x9f]")
_LINE_ENDS = re.compile("\r\n?|[\u2028\u0085\x0b\x0c]")
_PARAGRAPHS = re.compile(r"\n(?:[ \t\xa0]*\n)+|\u2029")
_ENTITY = re.compile(r"&(?:[A-Za-z][A-Za-z0-9]{1,30}|#\d{1,7}|#[xX][0-9A-Fa-f]{1,6});")
_NESTED = re.compile(r"&(?:amp;|#0*38;|#[xX]0*26;)+(?=[A-Za-z#])")
# What UTF-8 looks like when read as Latin-1 or windows-1251; whether it is that, ftfy decides.
# Three patterns: one with alternatives is searched for five times as long.
_SUSPICIOUS = (
    ("ÃÂÐÑâÅÄ", re.compile("[ÃÂÐÑâÅÄ][\x80-\xbf\u0152-\u017e\u02c6\u02dc\u2013-\u2122]")),
    ("РС", re.compile("[РС][\u0080-\u00bf\u0402-\u040f\u0452-\u045f\u2018-\u2122]")),
    ("\x80", re.compile("\x80")),
)
_BLANKS = re.compile("[ \t\xa0]+")
_NOT_LETTERS = re.compile(r"[\W_]+")


def clean_text(text: str | None) -> str | None:
    """Return a text of paragraphs parted by one blank line; None for one that is empty.

    Single line ends within a paragraph stay (verse, lists).
    """
    if not text:
        return None
    text = read_entities(text)
    if _is_tidy(text) and not _is_suspicious(text):
        return unicodedata.normalize("NFC", text)
    text = _LINE_ENDS.sub("\n", _visible(text))
    paragraphs = (_lines(paragraph) for paragraph in _PARAGRAPHS.split(text))
    return "\n\n".join(paragraph for paragraph in paragraphs if paragraph) or None


def _is_tidy(text: str) -> bool:
    """Whether a text is as clean_text leaves it, as the engine's bodies are: asked in a fifth of its time."""
    if "  " in text or "\n\n\n" in text:
        return False
    lines = text.split("\n")
    if not (lines[0] and lines[-1]) or lines != list(map(str.strip, lines)):
        return False
    return _is_plain(text)


def one_line(text: str | None) -> str | None:
    """Return a text as one line, white space folded; None for one that is empty."""
    if not text:
        return None
    return " ".join(_characters(text).split()) or None


def clean_html(html: str | None) -> str | None:
    """Return safe HTML with its characters cleaned; entities stay, as markup needs them."""
    if not html:
        return None
    return _visible(html).strip() or None


def letters(text: str) -> str:
    """Return only letters and digits, case folded: what equal names share."""
    if not text.isascii():
        text = unicodedata.normalize("NFKC", text)
    return (text if text.isalnum() else _NOT_LETTERS.sub("", text)).casefold()


def _lines(paragraph: str) -> str:
    if "\n" not in paragraph:
        return " ".join(paragraph.split())
    lines = (" ".join(line.split()) for line in paragraph.split("\n"))
    return "\n".join(line for line in lines if line)


def _characters(text: str) -> str:
    if text.isascii() and text.isprintable() and "&" not in text:
        return text
    return _visible(read_entities(text))


def _visible(text: str) -> str:
    """Return a text with its characters mended and composed, and without those that nobody sees."""
    if _is_suspicious(text):
        text = _mended(text)
    if not _is_plain(text):
        text = _INVISIBLE.sub("", _windows(text))  # not before: a lone C1 character may be half a letter
    return unicodedata.normalize("NFC", text)


def _mended(text: str) -> str:
    """Mend mojibake; a blank may stand in its way ("\xa0Ã¤"), which is folded later anyway."""
    import ftfy  # as dear as a parse, so only on suspicion

    mended = ftfy.fix_encoding(text)
    if mended != text or (folded := _BLANKS.sub(" ", text)) == text:
        return mended
    again = ftfy.fix_encoding(folded)
    return text if again == folded else again


def _is_plain(text: str) -> bool:
    """Whether all characters of a text show, line ends apart; no pattern says so in half the time."""
    return text.replace("\n", "").isprintable()


def read_entities(text: str) -> str:
    """Return a text with the entities read that were left in it, also those escaped twice or more."""
    for _ in range(4):
        if "&" not in text or not _ENTITY.search(text):
            return text
        text = unescape(_NESTED.sub("&", text))
    return text


def _windows(text: str) -> str:
    """Read control characters of the C1 block as the windows-1252 characters that they were meant to be."""
    if text.isascii() or not _C1.search(text):
        return text
    return _C1.sub(lambda match: bytes([ord(match[0])]).decode("cp1252", "ignore"), text)


def _is_suspicious(text: str) -> bool:
    """Whether a text may be mojibake that can be mended in time."""
    if len(text) > MAX_MENDED or text.isascii():
        return False
    return any(_holds(text, starts) and pattern.search(text) for starts, pattern in _SUSPICIOUS)


def _holds(text: str, characters: str) -> bool:
    """Whether a text has any of some characters: asked for one by one, each takes less than a microsecond."""
    return any(character in text for character in characters)


_MARKS = re.compile(r"[^\w\s]+")
_UNSPACED = re.compile(
    r"[\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\u0e00-\u0e7f\u0e80-\u0eff\u1000-\u109f\u1780-\u17ff]"
)


def word_count(text: str | None) -> int:
    """Return the number of words; in scripts without spaces two characters count as one."""
    if not text:
        return 0
    unspaced = len(_UNSPACED.findall(text)) if not text.isascii() else 0
    if unspaced:
        text = _UNSPACED.sub(" ", text)
    words = text.split()
    odd = filterfalse(str.isalnum, words)  # one in seven: what ends in a mark, and marks alone
    lone_marks = [word for word in odd if not word[0].isalnum() and _MARKS.fullmatch(word)]
    return len(words) - len(lone_marks) + (unspaced + 1) // 2
