"""Codings undone: bounded, member by member, and with word of whether they came to their end."""

from __future__ import annotations

import gzip
import zlib
from collections.abc import Callable

import brotli
import pytest
from faults import zstd

from newscrawl import codings
from newscrawl.codings import Decoded, decode

TEXT = "".join(f"The ferry waited for the {n}th day. " for n in range(400)).encode()
MOST = 1_000_000
PACKED: dict[str, Callable[[bytes], bytes]] = {
    "gzip": gzip.compress,
    "deflate": zlib.compress,
    "br": brotli.compress,
    "zstd": zstd,
}


@pytest.mark.parametrize("coding", PACKED)
def test_a_whole_body_is_told_from_every_cut_of_it(coding: str) -> None:
    packed = PACKED[coding](TEXT)
    told = decode(packed, coding, MOST)
    assert (told.body, told.whole) == (TEXT, True)
    for length in range(20, len(packed), 7):
        cut = decode(packed[:length], coding, MOST)
        assert not cut.whole
        assert TEXT.startswith(cut.body) or cut.body == packed[:length]


@pytest.mark.parametrize("coding", PACKED)
def test_a_bomb_stops_at_the_first_byte_too_many(coding: str) -> None:
    assert len(decode(PACKED[coding](bytes(50 * MOST)), coding, MOST).body) == MOST + 1


@pytest.mark.parametrize("coding", [*PACKED, "klingon", ""])
def test_what_is_not_so_encoded_comes_out_as_it_is(coding: str) -> None:
    told = decode(TEXT, coding, MOST)
    assert (told.body, told.whole) == (TEXT, True)


@pytest.mark.parametrize("coding", ["gzip", "zstd"])
def test_members_are_read_to_the_last_and_what_follows_is_passed_over(coding: str) -> None:
    pack = PACKED[coding]
    assert decode(pack(TEXT) + pack(b"again") + b"\0\0", coding, MOST).body == TEXT + b"again"
    assert not decode(pack(TEXT) + pack(TEXT)[:-9], coding, MOST).whole


def test_codings_are_undone_from_the_last_to_the_first() -> None:
    assert decode(brotli.compress(gzip.compress(TEXT)), "gzip, br", MOST).body == TEXT


def test_a_wrong_checksum_is_not_whole() -> None:
    packed = bytearray(gzip.compress(TEXT * 9))
    packed[-6] ^= 1
    assert not decode(bytes(packed), "gzip", MOST).whole


def test_bare_deflate_is_read_like_that_with_a_header() -> None:
    assert decode(zlib.compress(TEXT, wbits=-15), "deflate", MOST).body == TEXT


@pytest.mark.parametrize("coding", ["gzip", "zstd"])
def test_members_without_number_end(coding: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(codings, "_MEMBERS_MOST", 3)
    three, four = (PACKED[coding](b"ferry ") * times for times in (3, 4))
    assert decode(three, coding, 1000) == Decoded(b"ferry " * 3)
    assert decode(four, coding, 1000) == Decoded(b"ferry " * 3, whole=False)


def test_half_a_million_members_take_no_longer_than_they_are_long() -> None:
    """As many took minutes: each copied what followed it.  This would take 150 s."""
    assert not decode(gzip.compress(b"") * 500_000, "gzip", 1000).whole
