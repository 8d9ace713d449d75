"""The benchmarks' measuring, on a page and a scorer of our own."""

from __future__ import annotations

import gzip
import json
import subprocess
import sys
from pathlib import Path
from types import ModuleType

import pytest
from stories import STORY, URL, page, paragraphs

ROOT = Path(__file__).parent.parent
SCORER = """
def score(items, preds):
    bodies = [preds.get(item["url"], {}).get("article_body") for item in items]
    return {"pages": len(items), "body_f1": sum(map(bool, bodies)) / len(items)}, []

def overlap(true, body):
    hit = len(set(true.split()) & set(body.split())) / len(set(true.split()))
    return hit, 0.0, 1 - hit

def ratio(hit, miss, other):
    return hit / (hit + miss) if hit + miss else 0.0
"""


@pytest.fixture
def evaluate(monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    monkeypatch.syspath_prepend(str(ROOT / "benchmarks"))
    return __import__("evaluate")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "score.py").write_text(SCORER)
    truth = {"id": "one", "url": URL, "truth": {"text": "\n\n".join(STORY)}}
    (tmp_path / "own.truth.jsonl").write_text(json.dumps(truth) + "\n", "utf-8")
    block = f"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n{page(paragraphs(*STORY))}".encode()
    head = (
        f"WARC/1.1\r\nWARC-Type: response\r\nWARC-Target-URI: {URL}\r\nWARC-Date: 2024-09-04T00:00:00Z\r\n"
        f"Content-Type: application/http; msgtype=response\r\nContent-Length: {len(block)}\r\n\r\n"
    )
    (tmp_path / "own.warc.gz").write_bytes(gzip.compress(head.encode() + block + b"\r\n\r\n"))
    return tmp_path


def test_figures_are_pinned_on_request_and_a_lower_one_fails(
    evaluate: ModuleType, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    pins = folder / "eval.toml"
    assert evaluate.main([str(folder), "--accept"], pins) == 0
    assert evaluate.read_pins(pins)["own"]["body_f1"] == 1.0
    assert evaluate.main([str(folder)], pins) == 0
    (folder / "own.truth.jsonl").write_text(
        (folder / "own.truth.jsonl").read_text("utf-8").replace("/news/", "/elsewhere/"), "utf-8"
    )
    capsys.readouterr()
    assert evaluate.main([str(folder)], pins) == 1
    assert "lower than pinned: own body_f1" in capsys.readouterr().out
    assert evaluate.main([str(folder), "--accept"], pins) == 0
    assert "lower than before: own body_f1" in capsys.readouterr().out
    assert evaluate.read_pins(pins)["own"]["body_f1"] == 0.0


@pytest.mark.parametrize("missing", ["score.py", "own.truth.jsonl", "own.warc.gz"])
def test_what_is_missing_is_named(
    evaluate: ModuleType, folder: Path, missing: str, capsys: pytest.CaptureFixture[str]
) -> None:
    (folder / missing).unlink()
    assert evaluate.main([str(folder)], folder / "eval.toml") == 2
    assert missing.replace("own.truth", "NAME.truth") in capsys.readouterr().err


@pytest.mark.parametrize("arguments", [[], ["no-such-folder"]])
def test_without_labelled_pages_nothing_is_measured(arguments: list[str]) -> None:
    told = subprocess.run(
        [sys.executable, ROOT / "benchmarks" / "evaluate.py", *arguments],
        capture_output=True,
        text=True,
        check=False,
    )
    assert told.returncode == 2
    assert told.stderr.startswith("evaluate: ")
    assert "Traceback" not in told.stderr


def test_f1_is_of_mean_precision_and_mean_recall(evaluate: ModuleType) -> None:
    labelled = sys.modules["labelled"]
    assert labelled.f1_of([(1.0, 1, 0.5, 1), (0.5, 1, 1.0, 1)]) == pytest.approx(0.75)
    assert labelled.f1_of([(3, 4, 3, 6)]) == pytest.approx(0.6)
    assert labelled.f1_of([]) == 0.0
