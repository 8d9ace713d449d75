"""Names out of bylines: who is named, without "By", roles, places and the rest of the line."""

from __future__ import annotations

import re
from functools import cache

from newscrawl.extract.agencies import agency_of
from newscrawl.extract.dates_text import is_month
from newscrawl.extract.wordlists import words_of

MAX_NAMES = 20
MAX_NAME = 70
_ENGLISH = "en"

_PARTICLES = frozenset(
    (
        "von", "van", "der", "den", "de", "del", "della", "di", "da", "do", "dos", "das", "du", "la", "le",
        "el", "al", "bin", "ibn", "ben", "zu", "zur", "zum", "vom", "ten", "ter", "y", "e", "af", "av",
        "san", "st", "mac", "mc", "dal", "dalla", "lo", "d", "o", "ul", "ur", "bint", "abu", "und",
        "vander", "op", "het", "'t", "dr", "i",
    )
)  # fmt: skip
_OTHERWISE = frozenset(("for", "special"))  # "Maren Holt For the Post"
_ADDRESS = re.compile(r"\S+@\S+|(?:https?://|www\.)\S+|(?<!\w)@\w+")
_OPENING = frozenset("([（【")
_BRACKETS = re.compile(r"\s*[(\[（【][^)\]）】]{0,80}[)\]）】]")
_DATE_TAIL = re.compile(r"\b\d{1,4}[./:-]\d{1,2}|\b(?:19|20)\d\d\b|\d{1,2}\s?(?:min|hours?|Uhr)")
_HARD_CUT = re.compile(r"\s*[|•·–—›»]\s*|\s+[-/]\s+|\s*\n\s*|\s{3,}")
_SOFT_CUT = re.compile(r"\s*[,;，、；]\s*|\s*/\s*")
_DENSE = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
_KOREAN_ROLE = re.compile(
    r"\s*(?:선임|전문|객원|인턴|수습|대)?(?:기자|특파원|논설위원|편집장|앵커|PD)(?:\s*외\s*\d+명)?\s*$"
)
# "記者王小明／台北報導"
_REPORT = re.compile(r"[記记]者([\u3400-\u9fff]{2,4})\s?[/／│|]\s?\S{2,6}[報报][導导道]")
_EDITED = re.compile(r"edit|penyunting|redaktor|redakt[öø]r|редактор|编辑|編輯|責任编辑", re.IGNORECASE)
_AFTER_ROLE = re.compile(r"(?<=\s기자)\s.*\Z")  # "… 기자 다른기사 보기": a link to more of that reporter's
_JAPANESE_ROLE = re.compile(r"\s*(?:記者|編集委員|論説委員|特派員|记者|記者|报道|報導|撰文|摄|攝)\s*$")
_HAN_NAMES = re.compile(r"[\u3400-\u9fff]{2,4}(?:\s+[\u3400-\u9fff]{2,4})+")
_CJK_LABEL = re.compile(
    r"\A[記记]者(?=[\u3400-\u9fff]{2,4}\Z)|\A(?:記者|记者|文|聞き手|取材|構成)\s*[・/／:：]\s*|\A.{2,6}=(?=[\uac00-\ud7af])"
)
_WORD_EDGE = ".,:;|-–—/•·\u200b &*"


def names_in(line: str, language: str | None = None) -> list[str]:
    """Return the names in a byline in their order, each once: "Von A. Meier und B. Kurz, Berlin" gives two.

    What is no name (a role, a place, a date, an address, "Follow") is left
    out; organisations named as authors are kept.
    """
    if _is_plain_name(line, language):
        return [line]
    if (report := _REPORT.match(line)) is not None:
        return [report[1]]
    found: list[str] = []
    for piece in _HARD_CUT.split(_bare(without_prefix(line, language))):
        if not piece or _is_junk(piece, language) or (found and _EDITED.match(piece)):
            continue
        for name in _parts(piece, language):
            cleaned = clean_name(name, language)
            if cleaned and cleaned not in found and not (found and _is_appended(name, cleaned)):
                found.append(cleaned)
        if len(found) >= MAX_NAMES:
            break
    return found[:MAX_NAMES]


def _is_plain_name(line: str, language: str | None) -> bool:
    """Whether a line is two or three words with capitals, none of them a byline's: nothing is to be cut."""
    words = line.split(" ") if len(line) <= MAX_NAME else []
    if not 1 < len(words) < 4 or not "".join(words).isalpha() or _DENSE.search(line):
        return False
    telling = _telling_words(language)
    return all(word[:1].isupper() and word.lower() not in telling for word in words)


@cache
def _telling_words(language: str | None) -> frozenset[str]:
    """Words that may change how a byline is read: of prefixes, joiners, roles and what is no name."""
    keys, languages = ("by", "joiners", "roles", "junk"), (language, _ENGLISH)
    phrases = {phrase for key in keys for tag in languages for phrase in words_of("people", key, tag)}
    phrases |= {*words_of("people", "by"), *_PARTICLES}
    return frozenset(word for phrase in phrases for word in phrase.lower().split())


def _bare(line: str) -> str:
    """Return a line without addresses, who took the picture, and what stands in brackets."""
    line = line[:400].replace("\xa0", " ")
    if "@" in line or "://" in line or "www." in line:
        line = _ADDRESS.sub(" ", line)
    if ":" in line or "：" in line:
        line = _photo_part().sub("", line)
    return _BRACKETS.sub(" ", line) if not _OPENING.isdisjoint(line) else line


def _parts(piece: str, language: str | None) -> list[str]:
    """Return what joiners and commas part; Chinese names by spaces too: "记者 王小明 李华"."""
    parts = [name for part in _joiners(language).split(piece) for name in _SOFT_CUT.split(part)]
    return [
        name
        for part in parts
        for name in (part.split() if len(part) < 40 and _HAN_NAMES.fullmatch(part.strip()) else [part])
    ]


def _is_appended(part: str, name: str) -> bool:
    """Tell whether a part after a name is a place ("A. Person, Berlin") or the start of a long title."""
    words = part.split()
    if len(words) == 1:
        return name.istitle() and name.isalpha() and not _DENSE.search(name) and agency_of(name) is None
    plain = sum(word[0].islower() and word.isalpha() and word not in _PARTICLES for word in words)
    return plain > 2 and len(words) > 2 * len(name.split())


def without_prefix(line: str, language: str | None) -> str:
    """Return a byline without "By", "Автор:", "Text und Foto:" at its start."""
    line = line.strip(_WORD_EDGE + " ")
    for _ in range(3):
        match = _prefix_of(line, language)
        if not match or match.end() == len(line):
            break
        line = line[match.end() :].strip(_WORD_EDGE + " ")
    return line


def has_prefix(line: str, language: str | None) -> bool:
    """Tell whether a line begins as a byline does: "By ", "Von ", "Автор: "."""
    line = line.strip(_WORD_EDGE + " ")
    match = _prefix_of(line, language)
    return match is not None and match.end() < len(line)


def leads_on(line: str, language: str | None) -> bool:
    """Tell whether a line is but a "By", which a name follows in the next."""
    return len(line) < 25 and any(map(str.isalpha, line)) and without_prefix(f"{line} X", language) == "X"


def is_joiner(line: str, language: str | None) -> bool:
    """Tell whether a line ends with the word between two names: "and", "Anna Berg und"."""
    return _joiners(language).match(f" {line.rsplit(' ', 1)[-1]} ") is not None


def labelled(line: str, language: str | None) -> list[str]:
    """Return the names after an author's label amid a line: "2026-03-08 来源：日报 作者：周文"."""
    if ":" not in line and "：" not in line:
        return []
    match = _label_amid(language).search(line)
    return names_in(match[1].strip(), language) if match else []


def is_role(word: str, language: str | None) -> bool:
    """Tell whether a word is what someone is at a newspaper: "Editor", "reporter"."""
    return word.strip(".,()").lower() in _roles(language)


def _prefix_of(line: str, language: str | None) -> re.Match[str] | None:
    pattern, starts = _prefixes(language)
    return pattern.match(line) if line[:2].lower() in starts or line[:1] in starts else None


def clean_name(name: str, language: str | None = None) -> str | None:
    """Return one name without role, place or title words around it; None when none is left."""
    name = " ".join(without_prefix(name, language).split()).strip(_WORD_EDGE + "'\"“”„«»")
    if not name or len(name) < 2:
        return None
    if agency_of(name):
        return name
    if not name.isascii() and _DENSE.search(name):
        return _dense_name(name)
    words = name.split(" ")
    kept = _leading_name(words, language)
    if not kept or _is_junk(" ".join(kept), language):
        return None
    result = " ".join(kept).strip(_WORD_EDGE if not kept[-1][:-1].isupper() else " ,")
    letters = sum(map(str.isalpha, result))
    if letters < 2 or len(result) > MAX_NAME or len(kept) > 7 or result[0].isdigit():
        return None
    return result


def _leading_name(words: list[str], language: str | None) -> list[str]:
    """Return the words of a line that belong to the name at its start."""
    roles = _roles(language)
    kept: list[str] = []
    for place, word in enumerate(words):
        bare = word.strip(".,:;()'\"").lower()
        if not bare or (kept and not bare.isalpha() and any(map(str.isdigit, word))):
            break
        if bare in roles and place > 0 and len(kept) > 1:
            break
        if bare in roles and not kept:
            return []
        if bare in _OTHERWISE and len(kept) > 1:
            break
        if word[0].islower() and bare not in _PARTICLES and not _is_uncased(word):
            break
        kept.append(word)
        if word.endswith((",", ":")):
            break
    while kept and kept[-1].lower() in _PARTICLES and len(kept) > 1:
        kept.pop()
    return kept


def _is_uncased(word: str) -> bool:
    return word.lower() == word.upper()


def _dense_name(name: str) -> str | None:
    """Return a Chinese, Japanese or Korean name: without role, place before it only in Korean."""
    name = _AFTER_ROLE.sub("", name)
    name = _JAPANESE_ROLE.sub("", _KOREAN_ROLE.sub("", _CJK_LABEL.sub("", name))).strip("＝=:：・ 　")
    if "\uac00" <= name[-1:] <= "\ud7af" and " " in name:
        last = name.split(" ")[-1]
        name = last if 2 <= len(last) <= 4 else name
    return name if 1 < len(name) <= 20 else None


def is_signature(line: str) -> bool:
    """Tell whether a line is a person's name alone: two to four words, each with a capital."""
    words = line.strip(_WORD_EDGE).split()
    if not 2 <= len(words) <= 4 or len(line) > 40:
        return False
    plain = all(word.replace("-", "").replace("’", "").replace("'", "").isalpha() for word in words)
    return plain and all(word[0].isupper() or word in _PARTICLES for word in words) and words[0][0].isupper()


def is_named(name: str) -> bool:
    """Tell whether a name is a person's, also in scripts that write it in two to four letters."""
    return is_signature(name) or (1 < len(name) < 6 and _DENSE.match(name) is not None)


def has_role(name: str) -> bool:
    """Tell whether a Korean, Japanese or Chinese name ends in its bearer's role: "김철수 기자"."""
    return bool(_KOREAN_ROLE.search(name) or _JAPANESE_ROLE.search(name))


@cache
def _prefixes(language: str | None) -> tuple[re.Pattern[str], frozenset[str]]:
    """Byline prefixes: all of the page's language and English, the longer ones of all others.

    With them the two letters that each begins with: most lines begin with others, and the pattern
    takes 5 us to say so.
    """
    own = {*words_of("people", "by", language), *words_of("people", "by", _ENGLISH)}
    strong = {w for w in words_of("people", "by") if len(w) > 5} | own
    marked = {*words_of("people", "by"), *strong}
    plain = "|".join(re.escape(w) for w in sorted(strong, key=len, reverse=True))
    before_colon = "|".join(re.escape(w) for w in sorted(marked, key=len, reverse=True))
    pattern = re.compile(rf"(?:{before_colon})\s*[:：]\s*|(?:{plain})[\s|]+", re.IGNORECASE)
    return pattern, frozenset(word[:2].lower() for word in marked)


@cache
def _label_amid(language: str | None) -> re.Pattern[str]:
    own = {*words_of("people", "by", language), *words_of("people", "by", _ENGLISH)}
    labels = "|".join(re.escape(w) for w in sorted(own, key=len, reverse=True) if len(w) > 1)
    name, end = r"([^:：|]{2,60}?)", r"(?=\s*\||\s[^\s:：|]+[:：]|\s*\Z)"
    return re.compile(rf"(?<![^\W_])(?:{labels})\s?[:：]\s*{name}{end}", re.IGNORECASE)


@cache
def _joiners(language: str | None) -> re.Pattern[str]:
    words = {
        w
        for w in (*words_of("people", "joiners", language), *words_of("people", "joiners", _ENGLISH))
        if w.isalpha()
    }
    spaced = "|".join(re.escape(w) for w in words if not _DENSE.search(w))
    return re.compile(rf"\s+(?:{spaced})\s+|\s*[&＆＋+]\s*", re.IGNORECASE)


@cache
def _photo_part() -> re.Pattern[str]:
    """The rest of a line from "Foto:" on: who took the picture."""
    words = "|".join(re.escape(w) for w in words_of("people", "photo") if len(w) > 3)
    return re.compile(rf"(?<=\w)[\s,;/|]+(?:{words})s?\s?[:：].*", re.IGNORECASE | re.DOTALL)


@cache
def _roles(language: str | None) -> frozenset[str]:
    words = {*words_of("people", "roles", language), *words_of("people", "roles", _ENGLISH)}
    return frozenset(w for w in words if " " not in w)


@cache
def _junk(language: str | None) -> tuple[re.Pattern[str], frozenset[str]]:
    words = {*words_of("people", "junk", language), *words_of("people", "junk", _ENGLISH)}
    return re.compile("|".join(rf"(?:{re.escape(w)})(?![^\W_])" for w in words), re.IGNORECASE), frozenset(
        words
    )


def _is_junk(piece: str, language: str | None) -> bool:
    pattern, words = _junk(language)
    bare = piece.lower()
    return bool(pattern.match(piece)) or bare in words or is_month(bare) or bool(_DATE_TAIL.match(piece))
