"""What a model will be asked for inside a transaction, read before it: others wait to write meanwhile."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy.engine import Engine

from newscrawl.dedupe.seen import text_of
from newscrawl.dedupe.translation import Translations
from newscrawl.items import Article
from newscrawl.store.database import read
from newscrawl.store.texts import DatabaseIndex


def foresee(engine: Engine, articles: Iterable[Article], translations: Translations | None) -> None:
    """Have the model look at articles and the likeliest originals of theirs; what it found is kept in memory.

    What comes in between, and articles of one transaction, it still looks at inside.
    """
    if translations is None:
        return
    with read(engine) as connection:
        index = DatabaseIndex(connection, translated=True)
        for article in articles:
            text = text_of(article, translated=True)
            for other in index.foreign(text):
                translations.likeness(text.body, text.language, other.body, other.language)
