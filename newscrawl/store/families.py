"""The links between articles in the database, and what follows from them for a whole family."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Any, Final

import msgspec
import sqlalchemy as sa
from sqlalchemy.engine import Connection

from newscrawl.dedupe.fingerprint import body_hash
from newscrawl.dedupe.links import Link
from newscrawl.dedupe.origin import Member, origins
from newscrawl.dedupe.seen import member_of
from newscrawl.items import Article, CopyOf
from newscrawl.store.prepared import Prepared
from newscrawl.store.tables import articles, links, records, texts

MAX_FAMILY: Final = 500  # articles read when one more joins them
_CHUNK: Final = 500
_ENDS: Final[sa.BindParameter[Any]] = sa.bindparam("ids", expanding=True)
_TOUCHING = sa.select(links).where(sa.or_(links.c.one.in_(_ENDS), links.c.other.in_(_ENDS)))
_MEMBERS = (
    sa.select(
        articles.c.article_id,
        articles.c.date_published,
        articles.c.body_hash,
        records.c.record,
        sa.select(sa.func.min(texts.c.text_no))
        .where(texts.c.article_id == articles.c.article_id)
        .scalar_subquery()
        .label("came"),
    )
    .join(records, records.c.indexed_at == articles.c.indexed_at)
    .where(articles.c.article_id.in_(sa.bindparam("ids", expanding=True)))
)
_CAME = Prepared(sa.select(sa.func.min(texts.c.text_no)).where(texts.c.article_id == sa.bindparam("id")))
_BETWEEN = sa.and_(links.c.one == sa.bindparam("from"), links.c.other == sa.bindparam("to"))
_KNOWN = Prepared(sa.select(links.c.strength).where(_BETWEEN))
_NEW_LINK = Prepared(links.insert(), links.c.keys())
_STRONGER = Prepared(links.update().where(_BETWEEN), links.c.keys())


def keep_links(connection: Connection, found: Iterable[Link]) -> None:
    """Store links; of two between the same articles the stronger one stays."""
    best: dict[tuple[str, str], Link] = {}
    for link in found:
        ends = (min(link.one, link.other), max(link.one, link.other))
        if ends not in best or link.strength > best[ends].strength:
            best[ends] = link
    for (one, other), link in best.items():
        between = {"from": one, "to": other}
        known = _KNOWN.value(connection, between)
        if known is None:
            _NEW_LINK.run(connection, _row(link, one, other))
        elif link.strength > known:
            _STRONGER.run(connection, _row(link, one, other) | between)


def _row(link: Link, one: str, other: str) -> dict[str, Any]:
    return {
        "one": one,
        "other": other,
        "relation": link.relation,
        "similarity": link.similarity,
        "strength": link.strength,
        "one_found": link.share_found(one),
        "other_found": link.share_found(other),
        "evidence": link.evidence,
    }


def origins_around(connection: Connection, article: Article, date: str | None) -> dict[str, CopyOf | None]:
    """Return what an article is a copy of, and of its family those whose records say otherwise.

    {} when nothing links it.  The article itself is taken as it is, not as it stands in the database;
    `date` is when it first came out.  Of a family of more than MAX_FAMILY the
    article alone is told of, by those nearest to it: what hundreds share is
    settled, and reading them all for each more would take ever longer.
    """
    assert article.id is not None
    touching = _family(connection, article.id, MAX_FAMILY)
    if not touching:
        return {}
    ids = {end for link in touching for end in (link.one, link.other)} - {article.id}
    came = _CAME.value(connection, {"id": article.id}) or 0
    member = replace(member_of(article, came), date=date, body=body_hash(article.article_body))
    others = dict(_members(connection, sorted(ids)))
    found = origins(sorted([member, *others], key=lambda member: member.order), touching)
    if len(others) >= MAX_FAMILY:
        return {article.id: found[article.id]}
    stood = {other.id: copy_of for other, copy_of in others.items()}
    return {one: now for one, now in found.items() if one == article.id or now != stood[one]}


def _members(connection: Connection, ids: list[str]) -> Iterator[tuple[Member, CopyOf | None]]:
    """Yield articles as members of a family, with what their records say that they are copies of."""
    for start in range(0, len(ids), _CHUNK):
        for row in connection.execute(_MEMBERS, {"ids": ids[start : start + _CHUNK]}):
            record = msgspec.json.decode(row.record, type=Article)
            member = member_of(record, row.came or 0)
            yield replace(member, date=row.date_published, body=row.body_hash), record.copy_of


def family_of(connection: Connection, article_id: str) -> set[str]:
    """Return the ids of all articles that are linked to one, however far, its own among them."""
    return {article_id} | {end for link in _family(connection, article_id) for end in (link.one, link.other)}


def _family(connection: Connection, article_id: str, most: int | None = None) -> list[Link]:
    """Return the links of all articles that are linked to one, however far; not many past `most` of them."""
    found: dict[tuple[str, str], Link] = {}
    met, waiting = {article_id}, [article_id]
    while waiting and (most is None or len(met) <= most):
        for row in connection.execute(_TOUCHING, {"ids": waiting[:_CHUNK]}).all():
            found[row.one, row.other] = Link(**row._mapping)
        waiting = waiting[_CHUNK:]
        ends = {end for pair in found for end in pair} - met
        met |= ends
        waiting += sorted(ends)
    return list(found.values())
