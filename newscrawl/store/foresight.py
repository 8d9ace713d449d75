"""What a transaction will need of its articles, made before it: others wait to write meanwhile."""

from __future__ import annotations

from collections.abc import Collection, Sequence

import sqlalchemy as sa
from sqlalchemy.engine import Connection, Engine

from newscrawl.dedupe.index import Text
from newscrawl.dedupe.seen import text_of
from newscrawl.dedupe.translation import Translations
from newscrawl.items import Article
from newscrawl.store.database import read
from newscrawl.store.tables import articles as stored
from newscrawl.store.texts import DatabaseIndex

_CONTENTS = sa.select(stored.c.content_hash).where(
    stored.c.article_id.in_(sa.bindparam("ids", expanding=True))
)


def foresee(
    engine: Engine,
    articles: Sequence[Article | None],
    translations: Translations | None,
    known: Collection[str] = (),
) -> list[Text | None]:
    """Return the articles' texts with their fingerprints, None for what will hardly be compared.

    That is a content which one of the articles of the ids `known` has already.
    The model looks at the texts and their likeliest originals; what it found is
    kept in memory.  What comes in between, and the articles of one transaction,
    it still looks at inside.
    """
    with read(engine) as connection:
        old = set(connection.scalars(_CONTENTS, {"ids": list(known)})) if known else set()
        told = [
            _made(article, translated=translations is not None)
            if article is not None and article.content_hash not in old
            else None
            for article in articles
        ]
        if translations is not None:
            _look(connection, [text for text in told if text], translations)
    return told


def _made(article: Article, *, translated: bool) -> Text:
    text = text_of(article, translated=translated)
    _ = text.print.marks  # the signature is made when first asked for: now
    return text


def _look(connection: Connection, told: Sequence[Text], translations: Translations) -> None:
    index = DatabaseIndex(connection, translated=True)
    for text in told:
        for other in index.foreign(text):
            translations.likeness(text.body, text.language, other.body, other.language)
