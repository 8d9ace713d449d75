"""Locks that end with their holder, however that ends: on an outlet's rows, and on the sites it asks."""

from __future__ import annotations

import contextlib
import fcntl
from collections.abc import Iterable, Iterator
from pathlib import Path
from weakref import WeakKeyDictionary

import sqlalchemy as sa
from sqlalchemy.engine import Connection, Engine

from newscrawl.store.database import StoreError
from newscrawl.store.names import folder_name


class LockedError(Exception):
    """Another run holds the outlet, or a site that it shares."""


@contextlib.contextmanager
def outlet_lock(engine: Engine, outlet: str, folder: Path) -> Iterator[None]:
    """Hold an outlet: by flock in `folder`, or by the database's own lock past one machine.

    Raises LockedError when another run holds it.
    """
    with _lock(engine, "outlet", outlet, folder, f"another run holds {outlet}"):
        yield


@contextlib.contextmanager
def site_locks(engine: Engine, sites: Iterable[str], folder: Path) -> Iterator[None]:
    """Hold the sites that an outlet asks: two runs at outlets of one site would ask it twice as much.

    Raises LockedError when another run is at one of them.
    """
    with contextlib.ExitStack() as held:
        for site in sorted(sites):
            held.enter_context(_lock(engine, "site", site, folder, f"another run is at {site}"))
        yield


@contextlib.contextmanager
def every_outlet(outlets: Iterable[str], folder: Path) -> Iterator[None]:
    """Hold these outlets and all that ever ran here: for what needs the SQLite database to itself.

    Raises LockedError when a run holds one of them.
    """
    names = {folder_name(outlet) for outlet in outlets} | {path.stem for path in folder.glob("*.lock")}
    with contextlib.ExitStack() as held:
        for name in sorted(names):
            held.enter_context(_file_lock(folder, name, f"another run holds {name}"))
        yield


@contextlib.contextmanager
def _lock(engine: Engine, kind: str, name: str, folder: Path, refusal: str) -> Iterator[None]:
    if engine.dialect.name == "postgresql":
        with _database_lock(engine, f"newscrawl {kind} {name}", refusal):
            yield
    else:
        with _file_lock(folder, name if kind == "outlet" else f"{kind}:{name}", refusal):
            yield


@contextlib.contextmanager
def _file_lock(folder: Path, name: str, refusal: str) -> Iterator[None]:
    try:
        folder.mkdir(parents=True, exist_ok=True)
        handle = (folder / f"{folder_name(name)}.lock").open("a")
    except OSError as error:
        raise StoreError(f"cannot make the lock of {name}: {error}") from error
    with handle:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise LockedError(refusal) from None
        yield


class _Desk:
    """The one connection that holds all locks of a process: a server has 100, a run more outlets."""

    def __init__(self) -> None:
        self.held: set[str] = set()
        self._connection: Connection | None = None

    def take(self, engine: Engine, name: str) -> bool:
        """Lock a name; False when another run has it, or this one: the server would grant it again."""
        if name in self.held:
            return False
        if self._connection is None:
            self._connection = engine.connect().execution_options(isolation_level="AUTOCOMMIT")
        if self._connection.scalar(sa.select(sa.func.pg_try_advisory_lock(_key(name)))):
            self.held.add(name)
        taken = name in self.held
        self._close_if_idle()
        return taken

    def give(self, name: str) -> None:
        self.held.discard(name)
        if self._connection is not None:
            self._connection.execute(sa.select(sa.func.pg_advisory_unlock(_key(name))))
        self._close_if_idle()

    def _close_if_idle(self) -> None:
        if not self.held and self._connection is not None:
            self._connection.close()
            self._connection = None


_desks: WeakKeyDictionary[Engine, _Desk] = WeakKeyDictionary()


def _key(name: str) -> sa.Function[int]:
    return sa.func.hashtextextended(name, 0)


@contextlib.contextmanager
def _database_lock(engine: Engine, name: str, refusal: str) -> Iterator[None]:
    desk = _desks.setdefault(engine, _Desk())
    if not desk.take(engine, name):
        raise LockedError(refusal)
    try:
        yield
    finally:
        desk.give(name)
