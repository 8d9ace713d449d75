"""Lines among an article's paragraphs that are not the journalist's: told by their words and markup."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cache

from newscrawl.extract.blocks import Block
from newscrawl.extract.wordlists import words_of
from newscrawl.normalise.addresses import host_of

LONGEST = 420  # characters; a longer paragraph is text whatever words are in it
_QUOTES = ('"', "“", "„", "«", "»", "‘", "'", "「", "『")
_CHANNELS = (
    "telegram", "telegr", "телеграм", "тэлеграм", "whatsapp", "viber", "вайбер", "facebook", "фейсбук",
    "twitter", "instagram", "youtube", "ютуб", "google news", "google новост", "google нов", "tiktok",
    "linkedin", "messenger", "discord", "threads", "bluesky", "mastodon", "вконтакте", "одноклассник",
    "дзен", "soundcloud", "spotify", "t.me", "wechat", "微信", "微博", "line", "flipboard", "rss",
    "newsletter", "рассылк", "розсилк", "twitch", "truth social", "signal", "podcast",
)  # fmt: skip
_CHANNEL_HOSTS = (
    "t.me", "telegram.me", "telegram.org", "wa.me", "whatsapp.com", "chat.whatsapp.com", "invite.viber.com",
    "viber.com", "facebook.com", "instagram.com", "youtube.com", "twitter.com", "x.com", "news.google.com",
    "tiktok.com", "linkedin.com", "vk.com", "ok.ru", "dzen.ru", "zen.yandex.ru", "threads.net", "discord.gg",
)  # fmt: skip
_WORD = re.compile(r"[^\W_]+")
_UNPARTED = re.compile("[©\u2fff-\U0010ffff]")  # what a phrase that begins with no word of letters holds
_SENTENCE = re.compile(r"(?:^|[.!?:…»”\n|]\s*|[—–-]\s+)([^\W\d_].{0,40})")
_LABEL_END = re.compile(r"\s*(?:[:：>»|→►▶*]|[-–—]\s|$|\.{3}|…)")
_SOURCE = re.compile(r"\s*[:：]\s*\S|\s+[-–—]\s+\S")
_DATE = re.compile(r"\b(?:19|20)\d\d\b|\b\d{1,2}[:.]\d\d\b")
_AGENCY = "(?:ap|afp|reuters|getty(?: images)?|epa|dpa|tass|xinhua|pti|ansa|nasa)"
# "(Reuters)" alone may end a text, so a credit has a photographer or a word for pictures besides.
_CREDIT_END = re.compile(
    rf"[(\[](?:[^()\[\]]{{2,30}}(?:/| via ){_AGENCY}\b|{_AGENCY}/)[^()\[\]]{{0,30}}[)\]]$"
    r"|[(\[][^()\[\]]{0,40}\b(?:ap photo|file photo|getty images|shutterstock|handout)\b[^()\[\]]{0,20}[)\]]$"
    r"|\| ?\d{1,2}:\d\d min$"
)
_TRIM = " \t\n:：.…!>»|→►-–—*•·()[]"
_APOSTROPHES = "’ʼ`´"


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of the article when its lines are judged, in the folded form of `folded`."""

    headlines: frozenset[str] = frozenset()
    authors: tuple[str, ...] = ()
    names: tuple[str, ...] = ()  # the outlet's and publisher's


@dataclass(slots=True)
class Line:
    """A block with its text folded once for all the questions asked of it."""

    block: Block
    text: str
    bare: str = field(init=False)
    _sorts: frozenset[str] | None = None

    def __post_init__(self) -> None:
        self.bare = self.text.strip(_TRIM)

    @property
    def sorts(self) -> frozenset[str]:
        """The sorts of by-work whose phrases stand in it."""
        if self._sorts is None:
            self._sorts = _sorts_in(self.text)
        return self._sorts


def folded(text: str) -> str:
    """Return a text in lower case, apostrophes alike, white space folded."""
    for apostrophe in _APOSTROPHES:
        text = text.replace(apostrophe, "'")
    return " ".join(text.lower().split())


@cache
def _list(key: str, table: str = "boilerplate") -> tuple[str, ...]:
    return words_of(table, key)


@cache
def _set(key: str) -> frozenset[str]:
    return frozenset(word.strip(_TRIM) for word in _list(key))


_PHRASED = ("promotion", "notice", "paywall", "copyright")


@cache
def _phrases() -> tuple[dict[str, list[tuple[str, str]]], tuple[tuple[str, str], ...]]:
    """Return the phrases by their first word, and those of scripts that do not part words."""
    spaced: dict[str, list[tuple[str, str]]] = {}
    dense: list[tuple[str, str]] = []
    for sort in _PHRASED:
        for phrase in _list(sort):
            first = _WORD.match(phrase)
            if first is None or first[0] > "\u2fff":
                dense.append((phrase, sort))
            else:
                spaced.setdefault(first[0], []).append((phrase, sort))
    return spaced, tuple(dense)


def _sorts_in(text: str) -> frozenset[str]:
    spaced, dense = _phrases()
    words = text.split()
    # A pattern takes ten times as long as split, so it sees only the words with marks at them.
    marked = " ".join([word for word in words if not word.isalnum()])
    first_words = spaced.keys() & [*words, *_WORD.findall(marked)]
    found = {sort for word in first_words for phrase, sort in spaced[word] if phrase in text}
    if _UNPARTED.search(text):
        found.update(sort for phrase, sort in dense if phrase in text)
    return frozenset(found)


def sort_of(block: Block, known: Known, *, at_edge: bool) -> str | None:
    """Return what sort of by-work a block is, or None for text.

    `at_edge`: it is among the first or last few blocks of the text, where
    bylines, dates and the like stand.
    """
    if block.chars > LONGEST:
        return None
    line = Line(block, folded(block.text))
    if not line.bare:
        return "ornament"
    if line.text in known.headlines:
        return "headline"
    for sort, test in _TESTS:
        if test(line):
            return sort
    return _at_edge(line, known) if at_edge else None


def is_paywall_notice(block: Block) -> bool:
    """Whether a block asks to subscribe or log in to read on."""
    return block.chars < LONGEST and _is_paywall(Line(block, folded(block.text)))


def ends_text(block: Block) -> bool:
    """Whether a block is the heading of what follows a text: related, comments, about the author."""
    return block.chars < 60 and folded(block.text).strip(_TRIM) in _set("headings")


def _is_advert(line: Line) -> bool:
    return line.block.chars < 80 and line.bare in _set("advert")


def _is_share(line: Line) -> bool:
    return line.block.chars < 40 and line.bare in _set("share")


def _is_read_also(line: Line) -> bool:
    text = line.bare if line.text[:1] in "([•>►▶→*" else line.text
    if line.block.chars > 300 or not text.startswith(_list("read_also")):
        return False
    label = next(word for word in _list("read_also") if text.startswith(word))
    rest = text[len(label) :]
    if _LABEL_END.match(rest):
        return True
    if not rest[:1].isspace() and label.isascii():
        return False
    linked = line.block.link_share > 0.4
    unfinished = not line.text.endswith((".", "!", "”", '"', "»"))
    return (linked and unfinished) or (unfinished and " " in label and line.block.chars < 160)


def _is_paywall(line: Line) -> bool:
    return line.block.chars < 240 and "paywall" in line.sorts


def _is_notice(line: Line) -> bool:
    return "notice" in line.sorts


def _is_copyright(line: Line) -> bool:
    if line.block.chars > 200:
        return False
    return line.text.startswith(("©", "copyright", "(c) ")) or "copyright" in line.sorts


def _is_photo(line: Line) -> bool:
    text = line.text.lstrip("([ ")
    if line.block.chars > 160 or not text.startswith(_list("photo", "people")):
        return False
    label = next(word for word in _list("photo", "people") if text.startswith(word))
    return text[len(label) :].lstrip()[:1] in (":", "：", "/", "©", "|")


def _is_caption(line: Line) -> bool:
    """A picture's caption without telling name: it ends with an agency in brackets or a film's length."""
    text = line.text
    return text.endswith((")", "]", "min")) and _CREDIT_END.search(text[-70:]) is not None


def _is_promotion(line: Line) -> bool:
    if line.text.startswith(_QUOTES) or line.block.box.nearest("quote"):
        return False
    if line.block.chars < 260 and "promotion" in line.sorts:
        return True
    return _asks_to_follow(line) >= 4


def _asks_to_follow(line: Line) -> int:
    """Return how much a line is a call to follow the outlet elsewhere; from 4 it is one.

    A call survives machine translation badly, so its parts count one by one:
    an imperative at the head of a sentence, channels named, channels linked,
    set in italics.
    """
    text = line.text
    channels = len([name for name in _CHANNELS if name in text])
    hosts = sum(host_of(href) in _CHANNEL_HOSTS for href in line.block.links)
    if not channels and not hosts:
        return 0
    verbs = _list("subscribe")
    heads = any(head.startswith(verbs) for head in _SENTENCE.findall(text))
    score = min(channels, 2) + min(hosts, 2)
    score += 3 if heads else 1 if any(verb in text for verb in verbs) else 0
    marked = max(line.block.emphasis_chars, line.block.bold_chars) > 0.8 * line.block.chars
    return score + (1 if marked else 0)


def _is_source(line: Line) -> bool:
    """ "Source: NAME" and "This writes NAME." as paragraphs of their own."""
    if line.block.chars > 140:
        return False
    text = line.text.lstrip("([ *")
    labels = _list("source", "people")
    if text.startswith(labels):
        label = next(word for word in labels if text.startswith(word))
        named = text[len(label) :]
        if label.count(" ") > 3 and named[:1] == " ":  # a sentence: "This article first appeared in X."
            return len(named.split()) <= 6
        return _SOURCE.match(named) is not None
    wrote = _list("wrote")
    if line.block.chars < 45 and text.startswith(wrote):
        label = next(word for word in wrote if text.startswith(word))
        return text[len(label) : len(label) + 1] == " " and len(text[len(label) :].split()) <= 3
    return False


def _at_edge(line: Line, known: Known) -> str | None:
    text, chars = line.text, line.block.chars
    if chars < 90 and any(name in text for name in known.authors):
        rest = text
        for name in known.authors:
            rest = rest.replace(name, "")
        if len(rest.strip(_TRIM + ",/&")) < 25 or text.startswith(_list("by", "people")):
            return "byline"
    digits = sum(char.isdigit() for char in text[:60])
    if chars < 60 and digits > 0.2 * chars and _DATE.search(text) and not text.endswith("."):
        return "date"
    return None


_TESTS = (
    ("advert label", _is_advert),
    ("share bar", _is_share),
    ("source line", _is_source),
    ("read-also", _is_read_also),
    ("paywall notice", _is_paywall),
    ("photo credit", _is_photo),
    ("caption", _is_caption),
    ("promotion", _is_promotion),
    ("copyright", _is_copyright),
    ("notice", _is_notice),
)
