"""What was taken down, looked up: whatever stores or queues something asks here first.

An article is known again by any of its addresses, and within its outlet by its
text under an address of its own.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from newscrawl.dedupe.fingerprint import body_hash
from newscrawl.items import Article
from newscrawl.normalise import own_address
from newscrawl.normalise.addresses import address_key, page_key
from newscrawl.store.prepared import Prepared
from newscrawl.store.states import Verdict
from newscrawl.store.tables import AnyRow, addresses, tombstones
from newscrawl.store.times import iso

# Built once: they are asked for each article.
_AT = sa.select(tombstones).where(tombstones.c.address_key.in_(sa.bindparam("keys", expanding=True)))
_OF_BODY = (
    sa.select(tombstones)
    .where(tombstones.c.body_hash == sa.bindparam("body"), tombstones.c.outlet == sa.bindparam("outlet"))
    .limit(1)
)
_ANY = Prepared(sa.select(sa.exists().select_from(tombstones)))

# An address that was taken down is not asked for again, whoever asks.
NOT_BURIED = addresses.c.address_key.not_in(sa.select(tombstones.c.address_key))


def keys_of(urls: Iterable[str | None]) -> set[str]:
    """Return the keys by which addresses are known again: their own, and that of their twins (AMP, print)."""
    told = {key for url in urls if url for key in (page_key(url), address_key(url))}
    return {key for key in told if key}


def own_addresses(article: Article) -> list[str]:
    """Return the addresses that a record gives as its article's own."""
    told = [article.url, article.requested_url, own_address(article), *article.alternate_urls]
    return [url for url in dict.fromkeys(told) if url]


def verdict_on(at: int, reason: str | None) -> Verdict:
    """Return the state of an address that was taken down, with its reason."""
    return Verdict("gone", f"taken down on {(iso(at) or '')[:10]}" + (f": {reason}" if reason else ""))


def buried(connection: Connection, urls: Mapping[str, str]) -> dict[str, Verdict]:
    """Return {page key: verdict} for those of the addresses {page key: url} that were taken down.

    A twin met for the first time gets a tombstone of its own.
    """
    if not urls or not _ANY.value(connection, {}):
        return {}
    keys = {key: keys_of([url]) for key, url in urls.items()}
    asked = sorted({found for told in keys.values() for found in told})
    graves = {row.address_key: row for row in connection.execute(_AT, {"keys": asked})}
    told = {}
    for key, found in keys.items():
        grave = next((graves[one] for one in sorted(found) if one in graves), None)
        if grave is not None:
            bury(connection, found, grave._mapping)
            told[key] = verdict_on(grave.at, grave.reason)
    return told


def grave_of(connection: Connection, article: Article) -> AnyRow | None:
    """Return the tombstone of an article just read, None when it was not taken down."""
    if not _ANY.value(connection, {}):
        return None
    keys = keys_of(own_addresses(article))
    grave = connection.execute(_AT, {"keys": sorted(keys)}).first()
    body = body_hash(article.article_body)
    if grave is None and body:
        grave = connection.execute(_OF_BODY, {"body": body, "outlet": article.outlet}).first()
    if grave is not None:
        bury(connection, keys, grave._mapping)
    return grave


def bury(connection: Connection, keys: Iterable[str], told: Mapping[Any, Any]) -> None:
    """Enter keys that have no tombstone yet; `told` are the other columns."""
    wanted = sorted(set(keys))
    known = {row.address_key for row in connection.execute(_AT, {"keys": wanted})}
    rows = [{**told, "address_key": key} for key in wanted if key not in known]
    if rows:
        connection.execute(tombstones.insert(), rows)
