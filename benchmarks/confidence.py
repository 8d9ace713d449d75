"""Fit how sure extraction is of a text, on labelled pages, and say how far that can be believed.

    python benchmarks/confidence.py FOLDER [--write]

A logistic regression in a few facts about each text (newscrawl/extract/confidence.py).
A page is right when its F1 is at least .9; pages with segments alone count less.
What is printed comes from cross-validation over sites: each page is judged by
weights that have not seen its site.  The weights are moved until of the pages
above .9 the wanted share is right.  --write puts them into the package.
"""

from __future__ import annotations

import argparse
import hashlib
import sys
from dataclasses import dataclass
from math import exp, log
from pathlib import Path
from statistics import mean, median, pstdev

from labelled import RIGHT, SURE, LabelledSet, MissingError, f1_of, labelled_sets

from newscrawl.extract.body import Body, read_body
from newscrawl.extract.confidence import FACTS
from newscrawl.extract.fields import Hint, read_fields
from newscrawl.extract.page import Page
from newscrawl.extract.structured import read_structured
from newscrawl.extract.verdict import judge
from newscrawl.normalise.addresses import host_of
from newscrawl.outlets import Outlet
from newscrawl.store.warc import Archived

FILE = Path(__file__).parent.parent / "newscrawl" / "extract" / "confidence.toml"
WANTED = 0.99  # of the pages above SURE in cross-validation; 98% are promised
SEGMENTS = 0.4  # what a page counts of which only segments are known
RIDGE = 2.0
FOLDS, ROUNDS = 10, 5


@dataclass(frozen=True, slots=True)
class Sample:
    site: str
    facts: list[float]
    right: bool
    weight: float


def samples_of(labelled: LabelledSet) -> list[Sample]:
    """Return the facts of each article's text that its page shows, and whether it is right."""
    bodies = {page.url: body for page in labelled.pages if (body := body_of(page))}
    rows = labelled.rows([{"requested_url": url, "article_body": body.text} for url, body in bodies.items()])
    found = []
    for item, row in zip(labelled.items, rows, strict=True):
        body = bodies.get(item["url"])
        if body and body.evidence and row[3]:
            facts = [getattr(body.evidence, fact) for fact in FACTS]
            weight = 1.0 if labelled.has_bodies else SEGMENTS
            found.append(Sample(host_of(item["url"]), facts, f1_of([row]) >= RIGHT, weight))
    return found


def body_of(archived: Archived) -> Body | None:
    """Return the text of a page, None where there is none to see or it is no article."""
    assert archived.date
    page = Page(archived.body, archived.url, archived.content_type)
    outlet, structured = Outlet(host_of(archived.url)), read_structured(page)
    fields = read_fields(page, structured, outlet, archived.date, Hint())
    body = read_body(page, fields, outlet)
    shown = body.evidence is not None and body.evidence.is_shown
    return body if shown and judge(page, structured, fields, body).is_article else None


def fit(samples: list[Sample]) -> list[float]:
    """Return the base and the weight of each fact: ridge logistic regression by Newton's method."""
    columns = list(zip(*(sample.facts for sample in samples), strict=True))
    centre, spread = [mean(column) for column in columns], [pstdev(column) or 1.0 for column in columns]
    rows = [[1.0, *((v - c) / s for v, c, s in zip(x.facts, centre, spread, strict=True))] for x in samples]
    found = [0.0] * len(rows[0])
    for _ in range(12):
        found = [f + step for f, step in zip(found, _step(rows, samples, found), strict=True)]
    weights = [f / s for f, s in zip(found[1:], spread, strict=True)]
    return [found[0] - sum(w * c for w, c in zip(weights, centre, strict=True)), *weights]


def _step(rows: list[list[float]], samples: list[Sample], found: list[float]) -> list[float]:
    size = len(found)
    slope = [0.0] + [-RIDGE * f for f in found[1:]]
    bend = [[RIDGE * (i == j and i > 0) for j in range(size)] for i in range(size)]
    for row, sample in zip(rows, samples, strict=True):
        likely = 1 / (1 + exp(-sum(f * v for f, v in zip(found, row, strict=True))))
        for i in range(size):
            slope[i] += sample.weight * (sample.right - likely) * row[i]
            for j in range(size):
                bend[i][j] += sample.weight * likely * (1 - likely) * row[i] * row[j]
    return _solved(bend, slope)


def _solved(matrix: list[list[float]], right: list[float]) -> list[float]:
    """Return x of matrix · x = right, by elimination; the matrix is positive definite."""
    rows = [[*row, value] for row, value in zip(matrix, right, strict=True)]
    for i, row in enumerate(rows):
        for other in rows[i + 1 :]:
            by = other[i] / row[i]
            for j in range(i, len(row)):
                other[j] -= by * row[j]
    found = [0.0] * len(rows)
    for i in range(len(rows) - 1, -1, -1):
        known = sum(rows[i][j] * found[j] for j in range(i + 1, len(rows)))
        found[i] = (rows[i][-1] - known) / rows[i][i]
    return found


def sure_of(weights: list[float], sample: Sample) -> float:
    return weights[0] + sum(w * v for w, v in zip(weights[1:], sample.facts, strict=True))


def unseen(samples: list[Sample], turn: int) -> list[tuple[float, Sample]]:
    """Return each page with the judgement of weights that were fitted without its site."""
    found = []
    for fold in range(FOLDS):
        held = [s for s in samples if _fold_of(s.site, turn) == fold]
        weights = fit([s for s in samples if _fold_of(s.site, turn) != fold])
        found += [(sure_of(weights, sample), sample) for sample in held]
    return found


def _fold_of(site: str, turn: int) -> int:
    return int(hashlib.sha256(f"{site} {turn}".encode()).hexdigest(), 16) % FOLDS


def scale_of(judged: list[tuple[float, Sample]]) -> float:
    """Return how much steeper the judgement is to be: the wider web's segments make it flat."""
    return fit([Sample(s.site, [sure], s.right, 1.0) for sure, s in judged if s.weight == 1])[1]


def threshold_of(judged: list[tuple[float, Sample]]) -> float:
    """Return the lowest judgement above which the wanted share of the whole bodies is right."""
    bodies = sorted(((sure, s.right) for sure, s in judged if s.weight == 1), reverse=True)
    lowest, right = bodies[0][0], 0
    for place, (sure, is_right) in enumerate(bodies, 1):
        right += is_right
        if right >= WANTED * place:
            lowest = sure
    return lowest


def tell(bodies: list[tuple[float, Sample]], lowest: float) -> None:
    """Print how many whole bodies are sure, and how many of these and of the others are right."""
    above = [s.right for sure, s in bodies if sure >= lowest]
    below = [s.right for sure, s in bodies if sure < lowest]
    print(
        f"unseen sites: {len(above)} of {len(bodies)} bodies above {SURE}, {sum(above)} of them right; "
        f"of the others {sum(below)} of {len(below)}"
    )


def written(weights: list[float], samples: list[Sample]) -> str:
    usual = [mean(column) for column in zip(*(s.facts for s in samples if s.weight == 1), strict=True)]
    lines = ["# What each fact of a text says for it; benchmarks/confidence.py fits and writes this.", ""]
    lines += [f"base = {weights[0]:.3f}", "", "[weights]"]
    lines += [f"{fact} = {weight:.3f}" for fact, weight in zip(FACTS, weights[1:], strict=True)]
    lines += ["", "[usual]", *(f"{fact} = {value:.3f}" for fact, value in zip(FACTS, usual, strict=True))]
    return "\n".join(lines) + "\n"


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folder", nargs="?", type=Path)
    parser.add_argument("--write", action="store_true")
    asked = parser.parse_args()
    try:
        samples = [sample for labelled in labelled_sets(asked.folder) for sample in samples_of(labelled)]
    except MissingError as error:
        print(f"confidence: {error}", file=sys.stderr)
        return 2
    rounds = [unseen(samples, turn) for turn in range(ROUNDS)]
    lowest = median(map(threshold_of, rounds))
    for judged in rounds:
        tell([(sure, s) for sure, s in judged if s.weight == 1], lowest)
    scale = scale_of([pair for judged in rounds for pair in judged])
    weights = [scale * weight for weight in fit(samples)]
    weights[0] += log(SURE / (1 - SURE)) - scale * lowest
    if asked.write:
        FILE.write_text(written(weights, samples), "utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
