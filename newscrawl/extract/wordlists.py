"""The word lists of the trade, one file a language: what a table holds for each."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files
from typing import Any

LANGUAGES = (
    "en", "de", "fr", "es", "it", "pt", "nl", "pl", "cs", "ru", "uk",
    "be", "tr", "ja", "ko", "zh", "ar", "no", "sv", "da", "fi",
    "el", "hu", "ro", "bg", "he", "fa", "hi", "vi", "id",
)  # fmt: skip

Table = dict[str, Any]


@cache
def _file_of(language: str) -> Table:
    return tomllib.loads(files("newscrawl.extract").joinpath("words", f"{language}.toml").read_text("utf-8"))


def language_of(tag: str | None) -> str | None:
    """Return the language of a tag ("de-AT": "de"), "" for one without word lists, None for no tag.

    Pages name any: what is kept a language would grow with every one of them.
    """
    language = tag[:2].lower() if tag else None
    return "" if language and language not in LANGUAGES else language


def table_of(table: str, language: str) -> Table:
    """Return one language's table ("people", "dates", "boilerplate"); {} for a language without a file."""
    found: Table = _file_of(language).get(table, {}) if language in LANGUAGES else {}
    return found


@cache
def words_of(table: str, key: str, language: str | None = None) -> tuple[str, ...]:
    """Return the words under a key, of one language or of all, longest first, each once."""
    languages = LANGUAGES if language is None else (language,)
    words = {word for tag in languages for word in table_of(table, tag).get(key, ())}
    return tuple(sorted(words, key=lambda word: (-len(word), word)))
