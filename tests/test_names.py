"""Names of outlets are no way out of the folder."""

from __future__ import annotations

from pathlib import Path

import pytest

from newscrawl.store.names import folder_name


@pytest.mark.parametrize(
    "outlet",
    ["../../etc/passwd", "..", ".", "", "/root", "a/b", "a\\b", "a\0b", ".hidden", "новини.укр", "a" * 300],
)
def test_an_outlet_s_folder_stays_inside_its_parent(outlet: str, tmp_path: Path) -> None:
    name = folder_name(outlet)
    path = (tmp_path / f"{name}.lock").resolve()
    assert path.parent == tmp_path.resolve()
    path.touch()


def test_an_everyday_name_is_its_own_folder() -> None:
    names = ["korrespondent_ua", "news.example-post.com", "127.0.0.1"]
    assert [folder_name(name) for name in names] == names


def test_two_outlets_share_no_folder() -> None:
    names = ["новини.укр", "сайти1.укр", "a/b", "a_b", "a:b", "x" * 300, "x" * 301]
    assert len({folder_name(name) for name in names}) == len(names)
