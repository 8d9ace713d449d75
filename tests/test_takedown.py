"""An article taken down is nowhere any more, and no way leads it back."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import pytest
import sqlalchemy as sa
from newsprint import text
from newsroom import Newsroom, id_of
from sqlalchemy.engine import Engine

from newscrawl import pruning
from newscrawl.deduping import dedupe_into
from newscrawl.items import Article
from newscrawl.store import erasing, ledger, takedown
from newscrawl.store.archive import Archive, read_responses
from newscrawl.store.database import StoreError, read, write
from newscrawl.store.locks import LockedError, outlet_lock
from newscrawl.store.tables import addresses, articles, links, marks, records, texts, tombstones

MakeArticle = Callable[..., Article]
ONE = "https://post.example/one"


@pytest.fixture
def newsroom(engine: Engine, tmp_path: Path, now: datetime) -> Newsroom:
    return Newsroom(engine, tmp_path, now)


@pytest.fixture
def crawled(newsroom: Newsroom, make_article: MakeArticle) -> Newsroom:
    """ "post" ran two articles, "mail" a copy of the first; the first then changed."""
    one = {"article_body": text(1), "alternate_urls": ["https://post.example/p/1"]}
    two = make_article("two", article_body=text(2))
    newsroom.run("post", [make_article("one", **one), two])
    copied = {"outlet": "mail", "url": "https://mail.example/copy", "article_body": text(1)}
    newsroom.run("mail", [make_article("copy", date_published="2026-05-23T10:00:00Z", **copied)])
    newsroom.run(
        "post", [make_article("one", headline="Changed", date_downloaded="2026-05-23T13:30:00Z", **one)]
    )
    return newsroom


def take_down(newsroom: Newsroom, named: str = ONE) -> pruning.Removed:
    removed = pruning.take_down(newsroom.engine, newsroom.output, named, reason="a court", now=newsroom.now)
    assert removed is not None
    return removed


def everything(folder: Path) -> bytes:
    return b"".join(path.read_bytes() for path in folder.rglob("*") if path.is_file())


def test_nothing_of_it_is_left_in_the_database_or_a_file(crawled: Newsroom, tmp_path: Path) -> None:
    with read(crawled.engine) as connection:
        own = set(connection.scalars(sa.select(texts.c.text_no).where(texts.c.outlet == "post")))
        assert connection.scalar(sa.select(sa.func.count()).select_from(links)) == 1
    removed = take_down(crawled)
    gone = removed.takedown.article_id
    with read(crawled.engine) as connection:
        for table in (articles, records, texts):
            assert gone not in set(connection.scalars(sa.select(table.c.article_id)))
        assert set(connection.scalars(sa.select(texts.c.outlet))) == {"post", "mail"}
        left = set(connection.scalars(sa.select(texts.c.text_no)))
        assert set(connection.scalars(sa.select(marks.c.text_no))) <= left < own | left
        assert connection.scalar(sa.select(sa.func.count()).select_from(links)) == 0
    assert gone not in {record["id"] for record in crawled.published()}
    crawled.engine.dispose()
    assert b"Changed" not in everything(tmp_path)


def test_its_text_is_in_no_free_page_of_the_database(
    newsroom: Newsroom, make_article: MakeArticle, tmp_path: Path
) -> None:
    newsroom.run("post", [make_article("one", article_body=text(1))])
    newsroom.run("post", [make_article("two", article_body=text(2))])
    words = text(1)[:60].encode()
    assert words in everything(tmp_path)
    take_down(newsroom)
    newsroom.engine.dispose()
    assert words not in everything(tmp_path)
    assert text(2)[:60].encode() in everything(tmp_path)


def test_the_other_lines_stay_byte_for_byte(crawled: Newsroom) -> None:
    before = {path: path.read_bytes() for path in crawled.output.articles.rglob("*.jsonl")}
    removed = take_down(crawled)
    told = f'"id":"{removed.takedown.article_id}","version"'.encode()
    for path, lines in before.items():
        wanted = b"".join(line for line in lines.splitlines(keepends=True) if told not in line)
        assert (path.read_bytes() if path.exists() else b"") == wanted
    assert {path for path in before if not path.exists()} < set(removed.files.files)


def test_its_copy_gets_a_corrected_record_that_names_no_original(crawled: Newsroom) -> None:
    (copy,) = [record for record in crawled.stored() if record["outlet"] == "mail"]
    assert copy["copy_of"]["url"] == ONE
    take_down(crawled)
    crawled.run("mail", [])
    told = [record for record in crawled.published() if record["outlet"] == "mail"]
    assert [record["copy_of"] and record["copy_of"]["url"] for record in told] == [ONE, None]
    assert told[1]["indexed_at"] > max(record["indexed_at"] for record in crawled.published()[:-1])


def test_a_second_copy_becomes_one_of_the_first(newsroom: Newsroom, make_article: MakeArticle) -> None:
    for hour, outlet in enumerate(("post", "mail", "echo")):
        told = {"outlet": outlet, "url": f"https://{outlet}.example/one", "article_body": text(1)}
        newsroom.run(outlet, [make_article("one", date_published=f"2026-05-23T0{hour}:00:00Z", **told)])
    take_down(newsroom)
    newsroom.run("echo", [])
    newsroom.run("mail", [])
    latest = {record["outlet"]: record["copy_of"] for record in newsroom.published()}
    assert latest["mail"] is None
    assert latest["echo"]["url"] == "https://mail.example/one"


def test_its_addresses_have_one_state_with_the_reason_and_no_headline(crawled: Newsroom) -> None:
    take_down(crawled)
    row = crawled.row(ONE)
    assert (row.state, row.reason, row.due_at) == ("gone", "taken down on 2026-05-23: a court", None)
    assert json.loads(row.discovered_by)["headline"] is None


@pytest.mark.parametrize(
    "url",
    [ONE, "http://www.post.example/one/?utm_source=feed", f"{ONE}/amp", "https://post.example/p/1"],
    ids=["its address", "in another spelling", "its AMP page", "one that it was seen at"],
)
def test_no_source_and_no_user_queues_its_addresses_again(crawled: Newsroom, url: str) -> None:
    take_down(crawled)
    crawled.discover("post", url)
    with write(crawled.engine) as connection:
        assert crawled.claim(connection, "post", url) == []
        ledger.retry(connection, outlet="post", state="gone", now=crawled.now)
    with read(crawled.engine) as connection:
        states = set(connection.scalars(sa.select(addresses.c.state).where(addresses.c.due_at.is_not(None))))
    assert states == set()


@pytest.mark.parametrize(
    "told",
    [
        {"url": "https://post.example/new-place", "canonical_url": ONE},
        {"url": "https://post.example/new-place", "headline": "Under another headline"},
    ],
    ids=["its canonical address", "its text"],
)
def test_read_at_a_new_address_it_is_known_again_and_dropped(
    crawled: Newsroom, make_article: MakeArticle, told: dict[str, str]
) -> None:
    take_down(crawled)
    number = len(crawled.stored())
    (settled,) = crawled.run("post", [make_article("new", article_body=text(1), **told)])
    assert (settled.state, settled.stored) == ("gone", None)
    assert len(crawled.stored()) == number
    with write(crawled.engine) as connection:
        assert crawled.claim(connection, "post", "https://post.example/new-place") == []


def test_another_outlet_s_copy_is_an_article_of_its_own(crawled: Newsroom, make_article: MakeArticle) -> None:
    take_down(crawled)
    told = {"outlet": "echo", "url": "https://echo.example/1", "canonical_url": ONE, "article_body": text(1)}
    (settled,) = crawled.run("echo", [make_article("echo", **told)])
    assert settled.state == "article"


def test_a_file_of_records_does_not_bring_it_back(crawled: Newsroom, tmp_path: Path) -> None:
    path = tmp_path / "mine.jsonl"
    path.write_bytes(b"".join(file.read_bytes() for file in crawled.output.articles.rglob("*.jsonl")))
    gone = take_down(crawled).takedown.article_id
    found = dedupe_into(crawled.engine, crawled.output, path)
    lines = [json.loads(line) for line in found.lines(path)]
    assert [place.change for place in found.placed if place.id == gone] == ["taken down"] * 2
    assert len(lines) == 4
    assert gone not in {record["id"] for record in crawled.stored()}


def exchange(archive: Archive, url: str, body: bytes, now: datetime) -> None:
    told = {"status": 200, "reason": "OK", "response_headers": [], "date": now, "body": body}
    archive.write(method="GET", url=url, request_headers=[], **told)  # type: ignore[arg-type]


def test_its_exchanges_are_taken_out_of_the_archive_and_the_others_stay(
    crawled: Newsroom, now: datetime
) -> None:
    archive = Archive(crawled.output.archive / "post", "R1", "newscrawl")
    for url in (ONE, "https://post.example/two", f"{ONE}/amp", "https://post.example/three"):
        exchange(archive, url, url.encode() * 1_000, now)
    archive.close()
    before = list(read_responses(archive.path))
    removed = take_down(crawled)
    assert archive.path in removed.files.files
    assert list(read_responses(archive.path)) == [before[1], before[3]]
    assert removed.files.left == []


def test_an_archive_that_cannot_be_read_to_its_end_is_named(crawled: Newsroom, now: datetime) -> None:
    archive = Archive(crawled.output.archive / "post", "R1", "newscrawl")
    exchange(archive, ONE, b"one", now)
    archive.close()
    size = archive.path.stat().st_size
    with archive.path.open("ab") as file:
        file.write(b"noise")
    assert take_down(crawled).files.left == [f"{archive.path}: not readable from byte {size} on"]
    assert archive.path.read_bytes().endswith(b"noise")


def test_readers_of_the_files_are_told(crawled: Newsroom) -> None:
    gone = take_down(crawled).takedown.article_id
    take_down(crawled, "https://mail.example/copy")
    lines = (crawled.output.folder / "takedowns.jsonl").read_text("utf-8").splitlines()
    told = [json.loads(line) for line in lines]
    assert {line["url"] for line in told} == {ONE, "https://mail.example/copy"}
    (one,) = [line for line in told if line["id"] == gone]
    assert one == {
        "id": gone,
        "url": ONE,
        "at": "2026-05-23T14:30:00Z",
        "reason": "a court",
        "outlet": "post",
    }


def test_lifted_it_is_queued_and_read_again_and_readers_are_told(
    crawled: Newsroom, make_article: MakeArticle
) -> None:
    take_down(crawled)
    take_down(crawled, "https://mail.example/copy")
    lifted = pruning.lift(crawled.engine, crawled.output, ONE, now=crawled.now)
    assert lifted is not None
    assert lifted[1] == 1
    assert crawled.row(ONE).state == "queued"
    told = (crawled.output.folder / "takedowns.jsonl").read_text("utf-8")
    assert "mail.example" in told
    assert ONE not in told
    assert pruning.forgotten(crawled.engine, crawled.output) == []
    crawled.run("post", [make_article("one", article_body=text(1))])
    assert crawled.row(ONE).state == "article"


def test_what_was_never_taken_down_is_not_lifted(crawled: Newsroom) -> None:
    number = len(crawled.stored())
    assert pruning.lift(crawled.engine, crawled.output, ONE, now=crawled.now) is None
    assert len(crawled.stored()) == number


def test_killed_before_the_tombstone_goes_a_takedown_can_be_lifted_again(
    crawled: Newsroom, monkeypatch: pytest.MonkeyPatch
) -> None:
    take_down(crawled)
    with monkeypatch.context() as patched, pytest.raises(Killed):
        patched.setattr(takedown, "lift", _killed)
        pruning.lift(crawled.engine, crawled.output, ONE, now=crawled.now)
    assert crawled.row(ONE).state == "gone"
    assert pruning.lift(crawled.engine, crawled.output, ONE, now=crawled.now) is not None


def _killed(*_: object) -> None:
    raise Killed


def test_an_address_that_nobody_has_read_yet_is_never_fetched(newsroom: Newsroom) -> None:
    url = "https://post.example/to-come"
    assert take_down(newsroom, url).takedown.article_id is None
    newsroom.discover("post", url)
    assert newsroom.row(url).state == "gone"


def test_an_address_without_an_article_takes_no_other_such_with_it(newsroom: Newsroom) -> None:
    one, two = "https://post.example/wait", "https://post.example/go-on"
    newsroom.discover("post", one)
    newsroom.discover("post", two)
    take_down(newsroom, one)
    assert [newsroom.row(url).state for url in (one, two)] == ["gone", "queued"]


def test_an_id_that_nobody_knows_is_none_and_leaves_addresses_without_an_article_alone(
    newsroom: Newsroom,
) -> None:
    newsroom.discover("post", "https://post.example/queued")
    assert pruning.take_down(newsroom.engine, newsroom.output, "x1", reason=None, now=newsroom.now) is None


def test_while_a_run_holds_the_outlet_nothing_is_taken_down(crawled: Newsroom) -> None:
    number = len(crawled.stored())
    with outlet_lock(crawled.engine, "post", crawled.output.locks), pytest.raises(LockedError):
        take_down(crawled)
    assert len(crawled.stored()) == number


class Killed(BaseException):
    """Ends a process at once, as SIGKILL would: nothing catches it."""


@pytest.mark.parametrize("step", range(1, 8))
def test_killed_at_any_moment_the_next_call_finishes_it(
    crawled: Newsroom, now: datetime, monkeypatch: pytest.MonkeyPatch, step: int
) -> None:
    archive = Archive(crawled.output.archive / "post", "R1", "newscrawl")
    exchange(archive, ONE, b"one", now)
    archive.close()
    left = step
    for owner, name in (
        (takedown, "take_down"),
        (erasing, "sync_folder"),
        (Path, "replace"),
        (takedown, "mark_erased"),
    ):
        original = getattr(owner, name)

        def step_on(*args: object, original: Callable[..., object] = original, **told: object) -> object:
            nonlocal left
            left -= 1
            if left == 0:
                raise Killed
            return original(*args, **told)

        monkeypatch.setattr(owner, name, step_on)
    with pytest.raises(Killed):
        take_down(crawled)
    monkeypatch.undo()
    gone = take_down(crawled).takedown.article_id
    assert gone not in {record["id"] for record in (*crawled.published(), *crawled.stored())}
    assert list(read_responses(archive.path)) == []
    with read(crawled.engine) as connection:
        assert takedown.unfinished(connection) == []
        assert connection.scalar(sa.select(sa.func.count()).select_from(tombstones)) == 2
    assert gone in (crawled.output.folder / "takedowns.jsonl").read_text()


def test_a_file_that_cannot_be_rewritten_stays_as_it_was(
    crawled: Newsroom, monkeypatch: pytest.MonkeyPatch
) -> None:
    files = {path: path.read_bytes() for path in crawled.output.articles.rglob("*.jsonl")}

    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", full)
    with pytest.raises(StoreError, match="No space left"):
        take_down(crawled)
    assert {path: path.read_bytes() for path in crawled.output.articles.rglob("*") if path.is_file()} == files


def test_what_an_article_is_called_elsewhere_does_not_take_another_down(
    crawled: Newsroom, make_article: MakeArticle
) -> None:
    (three,) = crawled.run("post", [make_article("three", article_body=text(3))])
    take_down(crawled)
    assert id_of(three) in {record["id"] for record in crawled.published()}
