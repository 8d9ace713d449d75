"""The ledger: every discovered address of an outlet has exactly one state.

It is the queue too: a row with `due_at` is to be fetched, whoever holds the
outlet's lock owns the outlet's rows.  An article that is to be looked at again
keeps its state while it waits.
"""

from __future__ import annotations

import functools
from collections.abc import Collection, Iterable, Iterator, Sequence
from datetime import UTC, datetime, timedelta
from itertools import islice
from typing import Any

import msgspec
import sqlalchemy as sa
from sqlalchemy.engine import Connection

from newscrawl.discover import Candidate
from newscrawl.inert import inert
from newscrawl.items import Discovery
from newscrawl.normalise.addresses import same_page
from newscrawl.store.graves import NOT_BURIED, buried
from newscrawl.store.prepared import Prepared
from newscrawl.store.states import EXPORTED, STATES, Claim, Found, State, Verdict, Window, ledger_key
from newscrawl.store.tables import AnyRow, addresses
from newscrawl.store.times import iso, micros, moment

__all__ = ["EXPORTED", "STATES", "Claim", "Found", "State", "Verdict", "Window", "ledger_key", "same_page"]

_CHUNK = 500
_REASON_MOST = 300  # characters of a reason that are kept


def discovered(
    connection: Connection,
    outlet: str,
    candidates: Iterable[tuple[Candidate, Verdict | None]],
    *,
    window: Window,
    now: datetime,
) -> Found:
    """Enter candidates: new ones as queued (or with their verdict), known ones again when changed.

    Reads `candidates` once, in chunks: nothing grows with their number.
    """
    total = Found()
    rest = iter(candidates)
    while chunk := list(islice(rest, _CHUNK)):
        total += _enter(connection, outlet, chunk, window, now)
    return total


def _enter(
    connection: Connection,
    outlet: str,
    chunk: Sequence[tuple[Candidate, Verdict | None]],
    window: Window,
    now: datetime,
) -> Found:
    keyed = {key: pair for pair in reversed(chunk) if (key := ledger_key(pair[0].url))}
    known = _known(connection, outlet, keyed)
    found = Found(seen=len(keyed))
    fresh = []
    gone = buried(connection, {key: pair[0].url for key, pair in keyed.items() if key not in known})
    for key, (candidate, verdict) in reversed(keyed.items()):
        row = known.get(key)
        if row is None:
            fresh.append(_new_row(outlet, key, candidate, gone.get(key) or verdict, window, now))
        elif verdict is None and _worth_another_look(row, candidate, window):
            _queue_again(connection, row, candidate, now)
            found.queued += 1
    if fresh:
        connection.execute(addresses.insert(), fresh)
    found.new = len(fresh)
    found.queued += sum(row["state"] == "queued" for row in fresh)
    return found


def _known(connection: Connection, outlet: str, keys: Collection[str]) -> dict[str, AnyRow]:
    columns = addresses.c
    query = sa.select(
        columns.outlet,
        columns.address_id,
        columns.address_key,
        columns.state,
        columns.due_at,
        columns.checked_at,
        columns.hint_at,
        columns.discovered_by,
    ).where(columns.address_key.in_(list(keys)))
    # By keys alone: PostgreSQL without statistics reads all that an outlet has instead, 300 ms for 500 keys.
    return {row.address_key: row for row in connection.execute(query) if row.outlet == outlet}


def _new_row(
    outlet: str, key: str, candidate: Candidate, verdict: Verdict | None, window: Window, now: datetime
) -> dict[str, Any]:
    hint = candidate.date or candidate.modified
    latest = _latest(candidate)
    if _only_touched(candidate) and window.until and latest and latest > window.until:
        latest = None  # touched after the days asked for: when it was published, its page must tell
    if verdict is None and not window.holds(latest):
        verdict = Verdict("out_of_window", f"dated {hint:%Y-%m-%d} by its {candidate.kind}" if hint else "")
    return {
        "outlet": outlet,
        "url": _storable(candidate.url),
        "address_key": key,
        "state": verdict.state if verdict else "queued",
        "reason": verdict.reason if verdict else None,
        "due_at": None if verdict else micros(now),
        "sort_at": micros(hint or now),
        "hint_at": micros(latest) if latest else None,
        "discovered_by": _discovery(candidate),
        "discovered_at": micros(now),
        "changed_at": micros(now),
    }


def _only_touched(candidate: Candidate) -> bool:
    """Tell whether a candidate's date is a plain sitemap's lastmod: the latest that it can be."""
    return candidate.kind == "sitemap" and candidate.date == candidate.modified


def _latest(candidate: Candidate) -> datetime | None:
    """Return the moment to hold against the window: a bare day may be any moment of it."""
    hint = candidate.date or candidate.modified
    return hint + timedelta(days=1, microseconds=-1) if hint and candidate.day_only else hint


def _storable(text: str) -> str:
    """Return text that a database takes: JSON feeds can hold halves of letters, and NUL."""
    return text.replace("\0", "").encode("utf-8", "replace").decode()


def _discovery(candidate: Candidate) -> str:
    date = candidate.date or candidate.modified
    day = candidate.day_only and candidate.date is not None
    told = None if date is None else f"{date:%Y-%m-%d}" if day else iso(micros(date.astimezone(UTC)))
    source, headline = (text and _storable(text) for text in (candidate.source, candidate.headline))
    found = Discovery(candidate.kind, source, told, headline)
    return msgspec.json.encode(found).decode()


def _worth_another_look(row: AnyRow, candidate: Candidate, window: Window) -> bool:
    """Tell whether a known address is to be fetched again.

    It is when its source says that it changed after our last look, or when it
    had been left out for a date that now lies inside the window.
    """
    if row.due_at is not None:
        return False
    if row.state == "out_of_window":
        return window.holds(_latest(candidate) or (moment(row.hint_at) if row.hint_at else None))
    if row.state not in (*EXPORTED, "duplicate", "unparsed") or row.checked_at is None:
        return False
    touched = candidate.modified is not None and micros(candidate.modified) > row.checked_at
    return touched or _renamed(row, candidate)


def _renamed(row: AnyRow, candidate: Candidate) -> bool:
    """Tell whether the very source that told of an address now gives it another headline."""
    if not candidate.headline or row.state not in EXPORTED:
        return False
    told = msgspec.json.decode(row.discovered_by, type=Discovery)
    return told.url == candidate.source and told.headline not in (None, candidate.headline)


def _queue_again(connection: Connection, row: AnyRow, candidate: Candidate, now: datetime) -> None:
    values: dict[str, Any] = {"due_at": micros(now), "attempts": 0}
    if _renamed(row, candidate):
        values["discovered_by"] = _discovery(candidate)
    if row.state not in EXPORTED:
        values |= {"state": "queued", "reason": None, "changed_at": micros(now)}
    if candidate.modified:
        values["sort_at"] = micros(candidate.modified)
    connection.execute(addresses.update().where(addresses.c.address_id == row.address_id).values(values))


def ask_for(connection: Connection, outlet: str, urls: Iterable[str], *, now: datetime) -> list[int]:
    """Queue addresses that the user names, known or not; return their rows' ids."""
    wanted = [(Candidate(url=url, kind="url"), None) for url in urls]
    discovered(connection, outlet, wanted, window=Window(), now=now)
    keys = [key for candidate, _ in wanted if (key := ledger_key(candidate.url))]
    mine = sa.and_(addresses.c.outlet == outlet, addresses.c.address_key.in_(keys))
    _requeue(connection, mine, now)
    return list(
        connection.scalars(sa.select(addresses.c.address_id).where(mine).order_by(addresses.c.address_id))
    )


def _requeue(connection: Connection, which: sa.ColumnElement[bool], now: datetime) -> int:
    """Make rows due now; exported ones keep their state while they wait."""
    at, columns = micros(now), addresses.c
    exported = columns.state.in_(EXPORTED)
    values = {
        "state": sa.case((exported, columns.state), else_="queued"),
        "reason": sa.case((exported, columns.reason)),
        "changed_at": sa.case((exported, columns.changed_at), else_=at),
        "due_at": at,
        "attempts": 0,
    }
    return connection.execute(addresses.update().where(which, NOT_BURIED).values(values)).rowcount


def retry(connection: Connection, *, outlet: str | None, state: State | None, now: datetime) -> int:
    """Queue again what ended in a state (without one: what failed or was blocked); return how many."""
    states = [state] if state else ["failed", "blocked"]
    which = addresses.c.state.in_(states)
    return _requeue(connection, sa.and_(which, addresses.c.outlet == outlet) if outlet else which, now)


def requeue_gone(connection: Connection, keys: Collection[str], *, now: datetime) -> int:
    """Queue again the addresses of some keys that are gone; return how many."""
    columns = addresses.c
    return _requeue(connection, sa.and_(columns.address_key.in_(sorted(keys)), columns.state == "gone"), now)


def widen(connection: Connection, outlet: str, window: Window, *, now: datetime) -> int:
    """Take up again what a narrower window had left out; return how many."""
    columns = addresses.c
    which = sa.and_(columns.outlet == outlet, columns.state == "out_of_window", window.clause())
    return _requeue(connection, which, now)


def claim(
    connection: Connection,
    outlet: str,
    *,
    limit: int,
    now: datetime,
    window: Window,
    without: Collection[int] = (),
    only: Collection[int] | None = None,
) -> list[Claim]:
    """Hand out due rows, newest first, but those in hand already (`without`).

    Claiming writes nothing: a row is done when its outcome is, so that a kill
    in between leaves it as it was.
    """
    columns = addresses.c
    query = (
        sa.select(addresses)
        .where(columns.outlet == outlet, columns.due_at <= micros(now), window.clause())
        .order_by(columns.sort_at.desc(), columns.address_id)
        .limit(limit)
    )
    if without:
        query = query.where(columns.address_id.not_in(list(without)))
    if only is not None:
        query = query.where(columns.address_id.in_(list(only)))
    return [to_claim(row) for row in connection.execute(query)]


def to_claim(row: AnyRow, *, recheck: bool = False) -> Claim:
    """Return a row of the ledger as one handed out."""
    return Claim(
        address_id=row.address_id,
        url=row.url,
        state=row.state,
        attempts=row.attempts,
        discovered_by=msgspec.json.decode(row.discovered_by, type=Discovery),
        discovered_at=row.discovered_at,
        hint_at=row.hint_at,
        article_id=row.article_id,
        etag=row.etag,
        last_modified=row.last_modified,
        recheck=recheck,
    )


def next_due(
    connection: Connection, outlet: str, *, window: Window, only: Collection[int] | None = None
) -> datetime | None:
    """Return when the next waiting row becomes due, None when nothing waits."""
    query = sa.select(sa.func.min(addresses.c.due_at)).where(addresses.c.outlet == outlet, window.clause())
    if only is not None:
        query = query.where(addresses.c.address_id.in_(list(only)))
    due = connection.scalar(query)
    return None if due is None else moment(due)


def settle(connection: Connection, address_id: int, **values: Any) -> None:
    """Write the outcome of one look at an address: columns of the ledger by name."""
    if values.get("reason"):
        values["reason"] = inert(values["reason"][:_REASON_MOST])  # it may quote a header or a page
    told = {f"new_{name}": value for name, value in values.items()} | {"row": address_id}
    _update_of(tuple(values)).run(connection, told)


@functools.lru_cache(64)
def _update_of(columns: tuple[str, ...]) -> Prepared:
    """Return the statement that sets these columns of one row; building it costs more than running it."""
    values: dict[str, Any] = {name: sa.bindparam(f"new_{name}") for name in columns}
    return Prepared(addresses.update().where(addresses.c.address_id == sa.bindparam("row")).values(values))


def yield_article(connection: Connection, address_id: int, article_id: str | None, url: str | None) -> None:
    """Make the other rows that had shown an article its duplicates: an article has one row."""
    columns = addresses.c
    others = sa.and_(
        columns.article_id == article_id, columns.address_id != address_id, columns.state.in_(EXPORTED)
    )
    told = {"state": "duplicate", "reason": f"article {article_id}, at {url}", "recheck_at": None}
    connection.execute(addresses.update().where(others).values(told))


def is_shown(connection: Connection, article_id: str | None) -> bool:
    """Tell whether an address stands in the ledger as this article."""
    columns = addresses.c
    shown = sa.select(columns.address_id).where(columns.article_id == article_id, columns.state.in_(EXPORTED))
    return connection.execute(shown.limit(1)).first() is not None


def counts(connection: Connection, outlet: str | None = None) -> dict[str, dict[str, int]]:
    """Return {outlet: {state: addresses}}."""
    query = sa.select(addresses.c.outlet, addresses.c.state, sa.func.count()).group_by(
        addresses.c.outlet, addresses.c.state
    )
    if outlet:
        query = query.where(addresses.c.outlet == outlet)
    table: dict[str, dict[str, int]] = {}
    for name, state, number in connection.execute(query):
        table.setdefault(name, {})[state] = number
    return table


def states_of_run(connection: Connection, run_id: str) -> dict[str, int]:
    """Return {state: addresses} of the rows that a run brought to their state."""
    number = sa.func.count().label("number")
    query = sa.select(addresses.c.state, number).where(addresses.c.run_id == run_id)
    return {row.state: row.number for row in connection.execute(query.group_by(addresses.c.state))}


def waiting(connection: Connection, outlet: str) -> tuple[int, int]:
    """Return how many addresses are queued, and how many of them could not be had so far."""
    columns = addresses.c
    tried = sa.func.coalesce(sa.func.sum(sa.case((columns.attempts > 0, 1), else_=0)), 0)
    query = sa.select(sa.func.count(), tried).where(columns.outlet == outlet, columns.state == "queued")
    number, put_off = connection.execute(query).one()
    return number, put_off


def rows_of(connection: Connection, url: str) -> Iterator[AnyRow]:
    """Yield the ledger's rows for an address, one an outlet that discovered it."""
    key = ledger_key(url)
    if key:
        yield from connection.execute(sa.select(addresses).where(addresses.c.address_key == key))
