"""The archive: written for warcio's checker, repaired after a kill, read back."""

from __future__ import annotations

import gzip
import io
import zlib
from collections import Counter
from datetime import UTC, datetime
from pathlib import Path
from types import SimpleNamespace

import brotli  # type: ignore[import-untyped]
import pytest
from warcio.archiveiterator import ArchiveIterator  # type: ignore[import-untyped]
from warcio.checker import Checker  # type: ignore[import-untyped]

from newscrawl.store.archive import MAX_BODY, Archive, Archived, read_responses, repair

PAGE = "<!doctype html><title>Мост</title><p>The bridge has reopened.</p>".encode() * 20
MOMENT = datetime(2024, 5, 23, 8, 30, 5, 250_000, tzinfo=UTC)
HTML = ("Content-Type", "text/html; charset=utf-8")


def write(
    archive: Archive, number: int = 1, body: bytes = PAGE, headers: list[tuple[str, str]] | None = None
) -> None:
    archive.write(
        method="GET",
        url=f"https://paper.example/{number}?a=1",
        request_headers=[("User-Agent", "newscrawl"), ("Accept-Language", "en")],
        status=200,
        reason="OK",
        response_headers=[HTML] if headers is None else headers,
        body=body,
        date=MOMENT,
        ip="192.0.2.7",
    )


def archive_of(folder: Path, *bodies: bytes, headers: list[tuple[str, str]] | None = None) -> Path:
    archive = Archive(folder, "run-1", "newscrawl/0.1", "desk@paper.example")
    for number, body in enumerate(bodies, start=1):
        write(archive, number, body, headers)
    archive.close()
    return archive.path


def warc(*records: tuple[dict[str, str], bytes]) -> list[bytes]:
    """Return records in WARC/1.0 as other programs write them."""
    return [
        "".join(["WARC/1.0\r\n", *(f"{name}: {value}\r\n" for name, value in headers.items())]).encode()
        + f"Content-Length: {len(block)}\r\n\r\n".encode()
        + block
        + b"\r\n\r\n"
        for headers, block in records
    ]


def foreign(block: bytes, kind: str = "response", number: int = 1) -> tuple[dict[str, str], bytes]:
    headers = {"WARC-Type": kind, "WARC-Date": "2024-05-23T08:30:05Z"}
    return headers | {"WARC-Target-URI": f"https://paper.example/{number}"}, block


def http(body: bytes, *headers: str) -> bytes:
    return "\r\n".join(["HTTP/1.1 200 OK", "Content-Type: text/html", *headers, "", ""]).encode() + body


def read(data: bytes, skipped: Counter[str] | None = None) -> list[Archived]:
    return list(read_responses(io.BytesIO(data), skipped))


def test_what_was_written_is_read_back(tmp_path: Path) -> None:
    (found,) = read_responses(archive_of(tmp_path, PAGE))
    assert (found.url, found.date, found.status) == ("https://paper.example/1?a=1", MOMENT, 200)
    assert (found.content_type, found.body) == ("text/html; charset=utf-8", PAGE)
    assert found.headers == [HTML, ("Content-Length", str(len(PAGE)))]


def test_warcio_s_checker_finds_nothing_wrong(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    packed = gzip.compress(PAGE)
    path = archive_of(
        tmp_path, packed, b"", headers=[HTML, ("Content-Encoding", "gzip"), ("Transfer-Encoding", "chunked")]
    )
    assert Checker(SimpleNamespace(inputs=[str(path)], verbose=False)).process_all() == 0
    assert capsys.readouterr() == ("", "")


def test_records_are_a_warcinfo_then_responses_and_requests_tied_together(tmp_path: Path) -> None:
    with archive_of(tmp_path, PAGE).open("rb") as stream:
        records = [
            (r.rec_type, r.rec_headers, r.http_headers, r.content_stream().read())
            for r in ArchiveIterator(stream)
        ]
    info, response, request = records
    assert [record[0] for record in records] == ["warcinfo", "response", "request"]
    assert b"software: newscrawl/0.1\r\n" in info[3]
    assert b"operator: desk@paper.example\r\n" in info[3]
    assert info[1].protocol == "WARC/1.1"
    assert request[1]["WARC-Concurrent-To"] == response[1]["WARC-Record-ID"]
    assert response[1]["WARC-Warcinfo-ID"] == info[1]["WARC-Record-ID"]
    assert response[1]["WARC-Date"] == "2024-05-23T08:30:05.250000Z"
    assert response[1]["WARC-IP-Address"] == "192.0.2.7"
    assert all(
        response[1].get_header(f"WARC-{part}-Digest").startswith("sha1:") for part in ("Block", "Payload")
    )
    assert request[2].statusline == "/1?a=1 HTTP/1.1"
    assert request[2].get_header("Host") == "paper.example"


def test_content_encoding_is_kept_and_transfer_encoding_dropped(tmp_path: Path) -> None:
    packed = gzip.compress(PAGE)
    headers = [
        HTML,
        ("content-encoding", "gzip"),
        ("transfer-encoding", "chunked"),
        ("content-length", "999999"),
    ]
    path = archive_of(tmp_path, packed, headers=headers)
    (found,) = read_responses(path)
    assert found.body == PAGE
    assert found.headers == [HTML, ("content-encoding", "gzip"), ("Content-Length", str(len(packed)))]


def test_headers_are_written_as_received_and_cannot_smuggle_in_another(tmp_path: Path) -> None:
    headers = [HTML, ("X-Ü", "naïve"), ("X-Split", "a\r\nX-Evil: 1")]
    (found,) = read_responses(archive_of(tmp_path, PAGE, headers=headers))
    assert found.headers[1:3] == [("X-Ü", "naïve"), ("X-Split", "a X-Evil: 1")]


def test_a_run_taken_up_again_continues_its_file(tmp_path: Path) -> None:
    archive_of(tmp_path, PAGE)
    path = archive_of(tmp_path, PAGE)
    assert len(list(read_responses(path))) == 2


@pytest.mark.parametrize("missing", [1, 9, 30, 200])
def test_a_half_written_last_member_is_cut_off(tmp_path: Path, missing: int) -> None:
    path = archive_of(tmp_path, PAGE)
    whole = path.stat().st_size
    with path.open("ab") as stream:
        last = gzip.compress(warc(foreign(http(PAGE)))[0])
        stream.write(last[:-missing])
    assert repair(path) == len(last) - missing
    assert path.stat().st_size == whole
    assert repair(path) == 0
    assert len(list(read_responses(path))) == 1


def test_every_length_of_a_cut_file_is_repaired_to_whole_members(tmp_path: Path) -> None:
    data = archive_of(tmp_path, b"one", b"two").read_bytes()
    ends = {0} | {end for end in range(1, len(data) + 1) if data[end : end + 3] in (b"\x1f\x8b\x08", b"")}
    for size in range(len(data) + 1):
        path = tmp_path / "cut.warc.gz"
        path.write_bytes(data[:size])
        removed = repair(path)
        assert size - removed == max(end for end in ends if end <= size)
        assert path.exists() == (size > removed)
        path.unlink(missing_ok=True)


def test_a_file_without_a_whole_member_or_of_noise_is_removed(tmp_path: Path) -> None:
    path = tmp_path / "noise.warc.gz"
    for data in (b"\x1f\x8b\x08\x00", b"noise" * 100):
        path.write_bytes(data)
        assert repair(path) == len(data)
        assert not path.exists()
    assert repair(path) == 0


@pytest.mark.parametrize(
    ("coding", "packed"),
    [
        ("gzip", gzip.compress(PAGE, mtime=0)),
        ("deflate", zlib.compress(PAGE)),
        ("deflate", zlib.compress(PAGE)[2:-4]),
        ("br", brotli.compress(PAGE)),
        ("gzip, br", brotli.compress(gzip.compress(PAGE, mtime=0))),
        ("gzip", PAGE),  # unpacked by whoever archived it, the header left
        ("br", PAGE),
        ("zstd", PAGE),
        ("unheard-of", PAGE),
    ],
)
def test_content_encodings_are_undone_where_they_hold(coding: str, packed: bytes) -> None:
    (found,) = read(b"".join(warc(foreign(http(packed, f"Content-Encoding: {coding}")))))
    assert found.body == PAGE


def test_zstd_is_undone() -> None:
    zstd = pytest.importorskip("backports.zstd")
    (found,) = read(b"".join(warc(foreign(http(zstd.compress(PAGE), "Content-Encoding: zstd")))))
    assert found.body == PAGE


@pytest.mark.parametrize(
    "body",
    [
        b"%x\r\n%s\r\n5;x=y\r\nhello\r\n0\r\n\r\n" % (len(PAGE), PAGE),
        PAGE + b"hello",  # unchunked by whoever archived it, the header left
    ],
)
def test_chunks_are_put_together(body: bytes) -> None:
    (found,) = read(b"".join(warc(foreign(http(body, "Transfer-Encoding: chunked")))))
    assert found.body == PAGE + b"hello"


@pytest.mark.parametrize("coding", ["gzip", "br", "zstd", "deflate"])
def test_a_bomb_is_unpacked_to_one_byte_past_the_bound(coding: str) -> None:
    bomb = b"a" * (MAX_BODY * 3)
    if coding == "zstd":
        packed = pytest.importorskip("backports.zstd").compress(bomb)
    else:
        packed = {
            "gzip": gzip.compress,
            "br": lambda data: brotli.compress(data, quality=1),
            "deflate": zlib.compress,
        }[coding](bomb)
    (found,) = read(b"".join(warc(foreign(http(packed, f"Content-Encoding: {coding}")))))
    assert len(found.body) == MAX_BODY + 1


@pytest.mark.parametrize("pack", [gzip.compress, bytes])
def test_other_records_are_passed_over_and_counted(pack: object) -> None:
    records = warc(
        foreign(b"software: x\r\n", "warcinfo"),
        foreign(b"GET / HTTP/1.1\r\n\r\n", "request"),
        foreign(http(PAGE)),
        foreign(http(b""), "revisit", 2),
        foreign(http(b"hello"), number=3),
    )
    skipped: Counter[str] = Counter()
    found = read(b"".join(map(pack, records)), skipped)  # type: ignore[arg-type]
    assert [(response.url[-1], response.body) for response in found] == [("1", PAGE), ("3", b"hello")]
    assert skipped == {"warcinfo": 1, "request": 1, "revisit": 1}


def test_a_broken_member_costs_one_record_and_is_counted() -> None:
    members = [
        gzip.compress(record) for record in warc(*(foreign(http(PAGE), number=n) for n in (1, 2, 3, 4)))
    ]
    members[1] = members[1][:40] + b"\xff" * 60 + members[1][100:]
    members[2] = members[2][:60]
    skipped: Counter[str] = Counter()
    found = read(b"".join(members), skipped)
    assert [response.url[-1] for response in found] == ["1", "4"]
    assert skipped["broken"] >= 2 - 1  # the cut member may take the blame for both


def test_what_is_lost_is_logged_where_nobody_counts(caplog: pytest.LogCaptureFixture) -> None:
    assert read(gzip.compress(warc(foreign(http(PAGE)))[0])[:-9]) == []
    assert "1 records were broken" in caplog.text


@pytest.mark.parametrize(
    "record",
    [
        foreign(b"no http at all"),
        ({"WARC-Type": "response", "WARC-Target-URI": "https://paper.example/1"}, http(PAGE)),
        ({"WARC-Type": "response", "WARC-Date": "2024-05-23T08:30:05Z"}, http(PAGE)),
        (
            {"WARC-Type": "response", "WARC-Date": "yesterday", "WARC-Target-URI": "https://a.example"},
            http(PAGE),
        ),
    ],
)
def test_a_response_without_status_date_or_address_counts_as_broken(
    record: tuple[dict[str, str], bytes],
) -> None:
    skipped: Counter[str] = Counter()
    assert read(b"".join(warc(record)), skipped) == []
    assert skipped == {"broken": 1}


def test_a_plain_warc_goes_on_after_junk_and_an_address_may_stand_in_brackets() -> None:
    first, second = warc(foreign(http(PAGE)), foreign(http(b"hello"), number=2))
    second = second.replace(b"https://paper.example/2", b"<https://paper.example/2>")
    skipped: Counter[str] = Counter()
    found = read(first + b"junk\r\nmore junk\r\n\r\n" + second, skipped)
    assert [response.url for response in found] == ["https://paper.example/1", "https://paper.example/2"]
    assert skipped == {"broken": 1}


def test_no_bytes_make_reading_raise() -> None:
    data = b"".join(gzip.compress(record) for record in warc(foreign(http(b"one")), foreign(http(b"two"))))
    for cut in range(0, len(data), 5):
        assert len(read(data[:cut] + b"\x1f\x8b\x08\x00" + data[cut:], Counter())) <= 2
        assert len(read(data[cut:], Counter())) <= 2
    assert read(b"", Counter()) == []
    assert read(b"WARC/1.0\r\nContent-Length: 99999999999999999999999\r\n\r\n", Counter()) == []
