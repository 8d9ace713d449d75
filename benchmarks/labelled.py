"""Labelled pages: a folder with NAME.warc.gz, NAME.truth.jsonl and score.py, which says what is right."""

from __future__ import annotations

import importlib.util
import json
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType
from typing import Any

import msgspec

from newscrawl.extract.engine import Reading
from newscrawl.replaying import read_archived
from newscrawl.store.warc import Archived, read_responses

SURE, RIGHT = 0.9, 0.9  # of the records above this confidence, how many reach this F1
Record = dict[str, Any]
# Sums over pages of: precision's numerator and denominator, recall's numerator and denominator.
Row = tuple[float, float, float, float]


class MissingError(Exception):
    """The folder is not there or lacks what is needed; says what."""


@dataclass(frozen=True, slots=True)
class LabelledSet:
    """One set of pages with their answers; `scorer` is the folder's score.py."""

    name: str
    pages: list[Archived]
    items: list[Record]
    scorer: ModuleType

    def measures(self, records: list[Record]) -> dict[str, float]:
        """Return the scorer's measures of these records, joined on their address."""
        told: dict[str, float] = self.scorer.score(self.items, by_address(records))[0]
        return told

    def rows(self, records: list[Record]) -> list[Row]:
        """Return what each page adds to F1: of the body where the truth has it, else of the segments."""
        found = by_address(records)
        return [self._row(item["truth"], _body(found.get(item["url"], {}))) for item in self.items]

    @property
    def has_bodies(self) -> bool:
        """Whether the truth of every page is its whole body, not segments of it."""
        return all(_true_body(item["truth"]) is not None for item in self.items)

    def _row(self, truth: Record, body: str) -> Row:
        true = _true_body(truth)
        if true is None:
            return _segments_row(truth.get("with") or [], truth.get("without") or [], body)
        told = self.scorer.overlap(true, body)
        if truth.get("summary"):  # a standfirst repeated in the body is neither right nor wrong
            told = max(told, self.scorer.overlap(truth["summary"] + "\n\n" + true, body))
        hit, more, less = told
        precision, recall = self.scorer.ratio(hit, more, less), self.scorer.ratio(hit, less, more)
        return precision * (hit + more > 0), hit + more > 0, recall * (hit + less > 0), hit + less > 0


def _segments_row(wanted: list[str], unwanted: list[str], body: str) -> Row:
    if not wanted:
        return 0, 0, 0, 0
    held = sum(segment in body for segment in wanted)
    return held, held + sum(segment in body for segment in unwanted), held, len(wanted)


def labelled_sets(folder: Path | None) -> list[LabelledSet]:
    """Return the sets of a folder by name; raises MissingError where something needed is not there."""
    if folder is None:
        raise MissingError(f"labelled pages are needed: {_NEEDED}")
    if not folder.is_dir():
        raise MissingError(f"no such folder: {folder} ({_NEEDED})")
    scorer = module_of(folder / "score.py")
    truths = sorted(folder.glob("*.truth.jsonl"))
    if not truths:
        raise MissingError(f"no NAME.truth.jsonl in {folder} ({_NEEDED})")
    return [_set_of(truth, scorer) for truth in truths]


_NEEDED = "a folder with NAME.warc.gz, NAME.truth.jsonl and score.py"


def _set_of(truth: Path, scorer: ModuleType) -> LabelledSet:
    name = truth.name.partition(".")[0]
    pages = truth.with_name(f"{name}.warc.gz")
    if not pages.is_file():
        raise MissingError(f"{truth.name} has no {pages.name} beside it")
    lines = truth.read_text("utf-8").splitlines()
    items = [json.loads(line) for line in lines if line.strip()]
    return LabelledSet(name, list(read_responses(pages)), items, scorer)


def module_of(path: Path) -> ModuleType:
    """Return a Python file of the folder as a module; raises MissingError when it is not there."""
    spec = importlib.util.spec_from_file_location(path.stem, path)
    if not path.is_file() or spec is None or spec.loader is None:
        raise MissingError(f"no {path.name} in {path.parent} ({_NEEDED})")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def reading_of(page: Archived) -> Reading:
    """Return today's reading of a page, without any outlet's own rules."""
    return read_archived(page, generic=True)


def record_of(page: Archived, reading: Reading) -> Record:
    record: Record = msgspec.to_builtins(reading.article)
    return record | {"requested_url": page.url, "state": reading.state}


def by_address(records: list[Record]) -> dict[str, Record]:
    """Return the records by each address they go by, the first of equals."""
    found: dict[str, Record] = {}
    for record in records:
        for key in ("requested_url", "url"):
            if record.get(key):
                found.setdefault(record[key], record)
    return found


def f1_of(rows: list[Row]) -> float:
    """Return F1 from mean precision and mean recall of such rows, as the scorer has it."""
    hit, told, held, wanted = (sum(column) for column in zip(*rows, strict=True)) if rows else (0, 0, 0, 0)
    precision, recall = hit / told if told else 0.0, held / wanted if wanted else 0.0
    return 2 * precision * recall / (precision + recall) if precision + recall else 0.0


def _body(record: Record) -> str:
    return next((record[key] for key in ("article_body", "body", "text") if record.get(key)), "")


def _true_body(truth: Record) -> str | None:
    if truth.get("text") is not None:
        return str(truth["text"])
    return "\n\n".join(truth["paragraphs"]) if truth.get("paragraphs") is not None else None
