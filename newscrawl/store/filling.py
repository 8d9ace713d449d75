"""Articles of a database older than the index of texts, put into it."""

from __future__ import annotations

import msgspec
import sqlalchemy as sa
from sqlalchemy.engine import Connection

from newscrawl.dedupe.seen import text_of
from newscrawl.dedupe.translation import is_available
from newscrawl.items import Article
from newscrawl.store.tables import articles, records
from newscrawl.store.texts import DatabaseIndex

_CHUNK = 500
_NEXT = (
    sa.select(records.c.indexed_at, records.c.record)
    .join(articles, articles.c.indexed_at == records.c.indexed_at)
    .where(records.c.indexed_at > sa.bindparam("after"))
    .order_by(records.c.indexed_at)
    .limit(_CHUNK)
)


def fill_texts(connection: Connection) -> None:
    """Index the latest content of each article, so that copies of it that come in from now on are found.

    What these articles are to one another is left as it was told.
    """
    after, translated = 0, is_available()
    while rows := connection.execute(_NEXT, {"after": after}).all():
        index = DatabaseIndex(connection, translated=translated)
        for row in rows:
            article = msgspec.json.decode(row.record, type=Article)
            text = text_of(article, translated=translated)
            index.near(text)  # learns what the outlet prints under many articles, and which marks are full
            index.add(text, article.version)
        after = rows[-1].indexed_at
