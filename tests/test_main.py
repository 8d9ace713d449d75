"""The `newscrawl` command before anything of it is loaded."""

from __future__ import annotations

import sys

import pytest

from newscrawl.__main__ import main


class Interrupted:
    """Ctrl-C while a module is looked for."""

    @staticmethod
    def find_spec(name: str, *_: object) -> None:
        if name == "newscrawl.cli":
            raise KeyboardInterrupt


def test_ctrl_c_while_the_program_loads_ends_it_with_130(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delitem(sys.modules, "newscrawl.cli", raising=False)
    monkeypatch.setattr(sys, "meta_path", [Interrupted, *sys.meta_path])
    with pytest.raises(SystemExit) as ended:
        main()
    assert ended.value.code == 130
