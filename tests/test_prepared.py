"""Statements in the driver's words: rows, values, and errors of the same kinds as the toolkit's own."""

from __future__ import annotations

import pytest
import sqlalchemy as sa
from sqlalchemy.engine import Engine
from sqlalchemy.exc import DBAPIError, IntegrityError

from newscrawl.store import prepared
from newscrawl.store.database import read, write
from newscrawl.store.prepared import Prepared
from newscrawl.store.tables import boilerplate

_NEW = Prepared(boilerplate.insert(), boilerplate.c.keys())
_OF = Prepared(sa.select(boilerplate.c.mark).where(boilerplate.c.outlet == sa.bindparam("outlet")))


def place(engine: Engine) -> str:
    return "?" if engine.dialect.positional else "%s"


def test_rows_and_values_come_as_the_driver_has_them(engine: Engine) -> None:
    with write(engine) as connection:
        assert _NEW.run(connection, {"outlet": "post", "mark": 7}) == []
        assert _OF.run(connection, {"outlet": "post"}) == [(7,)]
        assert _OF.value(connection, {"outlet": "post"}) == 7
        assert _OF.value(connection, {"outlet": "mail"}) is None


def test_errors_are_of_the_toolkit_s_kinds_and_hold_no_article(engine: Engine) -> None:
    row = {"outlet": "a whole article", "mark": 7}
    with write(engine) as connection:
        _NEW.run(connection, row)
    with pytest.raises(IntegrityError) as told, write(engine) as connection:
        _NEW.run(connection, row)
    assert engine.dialect.name != "sqlite" or "a whole article" not in str(told.value)
    with pytest.raises(DBAPIError), write(engine) as connection:
        prepared.run_each(connection, "INSERT INTO nowhere VALUES (1)", [()])


def test_what_an_exception_undoes_is_undone(engine: Engine) -> None:
    words = "INSERT INTO boilerplate (outlet, mark) VALUES ({0}, {0})".format(place(engine))
    with pytest.raises(KeyError), write(engine) as connection:
        prepared.run_each(connection, words, [("post", 1), ("post", 2)])
        raise KeyError
    with read(engine) as connection:
        assert _OF.run(connection, {"outlet": "post"}) == []
