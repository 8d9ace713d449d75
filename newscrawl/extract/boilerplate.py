"""Lines among an article's paragraphs that are not the journalist's: told by their words and markup."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from newscrawl.extract.agencies import agencies_in, credited_for_pictures
from newscrawl.extract.blocks import Block
from newscrawl.extract.phrases import TRIM, exact, folded, label_of, lowered, sorts_in
from newscrawl.extract.wordlists import words_of

LONGEST = 600  # characters; a longer paragraph is text whatever words are in it
CAPTION = 420  # of a caption, at most
NOTICE = 240  # characters; of a paywall's notice, at most
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
_CHANNEL_LINK = re.compile(rf"//(?:www\.)?(?:{'|'.join(map(re.escape, _CHANNEL_HOSTS))})(?=[/?#:]|$)", re.I)
_SENTENCE = re.compile(r"(?:^|[.!?:…»”\n|]\s*|[—–-]\s+)([^\W\d_].{0,40})")
_LABEL_END = re.compile(r"\s*(?:[:：>»|→►▶*]|[-–—]\s|$|\.{3}|…)")
_SOURCE = re.compile(r"\s*[:：]\s*\S|\s+[-–—]\s+\S")
_DENSE_CREDIT = re.compile(r"[\s。.]\S{2,4}\s*[摄攝撮影]+$")
_DATE = re.compile(r"\b(?:19|20)\d\d\b|\b\d{1,2}[:.]\d\d\b")


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of the article when its lines are judged, in the folded form of `folded`."""

    headlines: frozenset[str] = frozenset()
    authors: tuple[str, ...] = ()
    openings: tuple[str, ...] = ()  # names, in lower case only, near which a biography begins


class Line:
    """A block with its text folded once for all the questions asked of it."""

    __slots__ = ("bare", "block", "sorts", "text")

    def __init__(self, block: Block) -> None:
        self.block = block
        self.text = text = lowered(block.text).replace("\n", " ")
        self.bare = text.strip(TRIM)
        self.sorts = sorts_in(text)


def sort_of(block: Block, known: Known, *, at_edge: bool) -> str | None:
    """Return what sort of by-work a block is, or None for text.

    `at_edge`: it is among the first or last few blocks of the text, where
    bylines, dates and the like stand.
    """
    if block.chars > LONGEST:
        return None
    line = Line(block)
    if not line.bare:
        return "ornament"
    if line.text in known.headlines:
        return "headline"
    for sort, test in _TESTS:
        if test(line):
            return sort
    return _at_edge(line, known) if at_edge else None


def announces_paywall(blocks: list[Block]) -> bool:
    """Whether one of some blocks asks to subscribe or log in to read on."""
    text = lowered(" | ".join([block.text for block in blocks if block.chars < NOTICE]))
    return "paywall" in sorts_in(text)


def ends_text(block: Block) -> bool:
    """Whether a block is the heading of what follows a text: related, comments, about the author."""
    return block.chars < 60 and folded(block.text).strip(TRIM) in exact("headings")


def _is_advert(line: Line) -> bool:
    return line.block.chars < 80 and line.bare in exact("advert")


def _is_share(line: Line) -> bool:
    if line.block.chars < 40 and line.bare in exact("share"):
        return True
    label = label_of(line.bare, "share") if line.block.chars < 60 else None
    return label is not None and line.bare[len(label) :].lstrip().startswith((":", "："))


def _is_read_also(line: Line) -> bool:
    chars, text = line.block.chars, line.bare
    if chars > 300 or (label := label_of(text, "read_also")) is None:
        return False
    rest = text[len(label) :]
    if _LABEL_END.match(rest):
        return True
    if " " not in label or chars >= 160 or not (rest[:1].isspace() or not label.isascii()):
        return False
    return not line.text.endswith((".", "!", "”", '"', "»"))


def _is_paywall(line: Line) -> bool:
    return line.block.chars < NOTICE and "paywall" in line.sorts


def _is_notice(line: Line) -> bool:
    return "notice" in line.sorts


def _is_copyright(line: Line) -> bool:
    return line.block.chars <= 200 and "copyright" in line.sorts


def _is_photo(line: Line) -> bool:
    text = line.text.lstrip("([ ")
    if line.block.chars > 250 or _tells_photographer(text):
        return line.block.chars <= 250
    if line.block.chars > 160 or (label := label_of(text, "photo", "people")) is None:
        return False
    return text[len(label) :].lstrip()[:1] in (":", "：", "/", "©", "|")


def _tells_photographer(text: str) -> bool:
    """Whether a line ends in a credit: "The bridge at dawn. Photo: Ann Lee", "… 李军 摄"."""
    end = text[-70:]
    if end[-1:] in "摄攝撮":
        return len(text) < 80 and _DENSE_CREDIT.search(end) is not None
    return (":" in end or "：" in end) and not end.endswith(".") and _credit_tail().search(end) is not None


@cache
def _credit_tail() -> re.Pattern[str]:
    words = "|".join(map(re.escape, words_of("people", "photo")))
    return re.compile(rf"[\s(\[|/.,–—-](?:{words})\s?[:：]\s?[^.:：!?]{{2,45}}[)\]]?$")


def _is_caption(line: Line) -> bool:
    """A picture's caption without telling name: it ends with an agency in brackets or a film's length."""
    text = line.text
    if line.block.chars > CAPTION or not text.endswith((")", "]", "min")):
        return False
    found = _credit_end().search(text[-70:])
    return found is not None and agencies_in(found[0].strip("()[]")) is None


@cache
def _credit_end() -> re.Pattern[str]:
    # "(Reuters)" or "(dpa/AFP)" may end a text: a credit has a photographer or a word for pictures.
    agency = "|".join(map(re.escape, credited_for_pictures()))
    words = "ap photo|file photo|getty images|shutterstock|handout"
    return re.compile(
        rf"[(\[](?:[^()\[\]]{{2,30}}(?:/| via )(?:{agency})\b|(?:{agency})/)[^()\[\]]{{0,30}}[)\]]$"
        rf"|[(\[][^()\[\]]{{0,40}}\b(?:{words})\b[^()\[\]]{{0,20}}[)\]]$"
        r"|\| ?\d{1,2}:\d\d min$"
    )


def _is_promotion(line: Line) -> bool:
    if not (line.sorts or line.block.link_chars):
        return False
    if line.text.startswith(_QUOTES) or line.block.box.nearest("quote"):
        return False
    if line.block.chars < 260 and "promotion" in line.sorts:
        return True
    return _asks_to_follow(line)


def _asks_to_follow(line: Line) -> bool:
    """Whether a line calls to follow the outlet elsewhere: by a verb, or with links to several channels."""
    links = line.block.links if line.block.link_chars else []
    linked = len([href for href in links if _CHANNEL_LINK.search(href)])
    asks = "subscribe" in line.sorts
    if not asks and linked < 2:
        return False
    named = len([name for name in _CHANNELS if name in line.text])
    if linked >= 2 and named >= 2:
        return True
    return bool(asks and (named or linked)) and any(
        label_of(head, "subscribe") for head in _SENTENCE.findall(line.text)
    )


def _is_source(line: Line) -> bool:
    """ "Source: NAME" and "This writes NAME." as paragraphs of their own."""
    if line.block.chars > 140:
        return False
    text = line.text.lstrip("([ *")
    if (label := label_of(text, "source", "people")) is not None:
        named = text[len(label) :]
        return _SOURCE.match(named) is not None
    if line.block.chars < 45 and (label := label_of(text, "wrote")) is not None:
        return text[len(label) : len(label) + 1] == " " and len(text[len(label) :].split()) <= 3
    return False


def _at_edge(line: Line, known: Known) -> str | None:
    text, chars = line.text, line.block.chars
    if "\n" in line.block.text and _is_head(line.block.text.split("\n")):
        return "byline"
    if chars < 90 and any(name in text for name in known.authors):
        rest = text
        for name in known.authors:
            rest = rest.replace(name, "")
        rest = rest.strip(TRIM + ",/&")
        if len(rest) < 25 or (len(rest) < 45 and _DATE.search(rest)):
            return "byline"
    if chars < 70 and "@" in text and not text.endswith("."):
        return "byline"
    if chars < 60 and _DATE.search(text) and not text.endswith("."):
        return "date" if sum(char.isdigit() for char in text) > 0.2 * chars else None
    return None


def _is_head(lines: list[str]) -> bool:
    """Whether lines of one block are byline, date and the like: each short, one a date, none a sentence."""
    if len(lines) > 5 or any(len(line) > 70 or line.endswith((".", "!", "?", ",")) for line in lines):
        return False
    return any(_DATE.search(line) and sum(map(str.isdigit, line)) > 0.15 * len(line) for line in lines)


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
