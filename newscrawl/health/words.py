"""Alarms in words: what is out of line, since when, what it was before, and the likely cause."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from newscrawl.health.fields import BITS, RULE_PLACES, RULES
from newscrawl.health.history import DAY, Day, Look
from newscrawl.health.measures import Measure
from newscrawl.outlets import Rules


@dataclass(frozen=True, slots=True)
class Alarm:
    """One thing that is out of line; `kind` may name a field ("field_lost:authors"), `since` is in µs."""

    outlet: str
    kind: str
    words: str
    since: int


@dataclass(frozen=True, slots=True)
class Evidence:
    """A share that went up: the looks it went up in (oldest first), and the days before them."""

    measure: Measure
    looks: Sequence[Look]
    before: Sequence[Day]

    @property
    def wrong(self) -> list[Look]:
        return [look for look in self.looks if self.measure.judge(look)]


def clock(at: int, now: int) -> str:
    """Return a moment as people say it: "14:00 UTC" within a day, else "23 Nov, 14:00 UTC"."""
    told = datetime.fromtimestamp(at / 1e6, UTC)
    return f"{told:%H:%M} UTC" if now - at < DAY else f"{told.day} {told:%b, %H:%M} UTC"


def share_words(evidence: Evidence, since: int, now: int, rules: Rules) -> str:
    """Return "body empty on 31 of 40 pages since 14:00 UTC, before that 0 of 212; …cause"."""
    measure, looks = evidence.measure, evidence.looks
    counted = [measure.count(day) for day in evidence.before]
    wrong, every = sum(k for k, _ in counted), sum(n for _, n in counted)
    told = f"{measure.what} on {len(evidence.wrong):,} of {len(looks):,} pages since {clock(since, now)}"
    told += f", before that {wrong:,} of {every:,}" if every else ""
    cause = cause_of(evidence, rules)
    return f"{told}; {cause}" if cause else told


def cause_of(evidence: Evidence, rules: Rules) -> str | None:
    """Return the likely cause in words, None where there is nothing to tell."""
    kind = evidence.measure.kind.partition(":")[0]
    if kind in ("blocked", "failing"):
        return _answers(evidence.wrong)
    if evidence.measure.field and (rot := _rot(evidence.measure.field, evidence, rules)):
        return rot
    if kind == "not_article" and (rot := _rot("article_body", evidence, rules)):
        return rot
    return _CAUSES.get(kind)


_CAUSES = {
    "disallowed": "its robots.txt has changed",
    "body_empty": "its pages have changed, or a script builds them now",
    "body_short": "its pages have changed, or a paywall cuts them without saying so",
    "field_lost": "its pages have changed",
    "not_article": "its pages or their addresses have changed",
    "truncated": "a paywall has gone up, or its marks are read wrongly",
    "late": "its feeds lag behind, or the queue is longer than the runs",
}


def _rot(field: str, evidence: Evidence, rules: Rules) -> str | None:
    """Say that the outlet's own rule for a field went blind, where it used to give it and no longer does."""
    name = RULES.get(field)
    known = sum(day.exported for day in evidence.before)
    ruled = sum(day.ruled[RULE_PLACES[field]] for day in evidence.before if day.ruled)
    if name is None or not known or ruled < known / 2:
        return None
    read = [look for look in evidence.looks if look.exported]
    blind = sum(not (look.by_rules or 0) & BITS[field] for look in read)
    if blind < len(read) / 2:
        return None
    selector = getattr(rules, name)
    return f"the rule {f'`{selector}`' if selector else f'for {field}'} matches nothing: selector rot"


def _answers(wrong: Sequence[Look]) -> str | None:
    """Say what most of the failed looks ended in."""
    (state, status), _ = Counter((look.state, look.http_status) for look in wrong).most_common(1)[0]
    told = f"HTTP {status}" if status else None
    if state == "blocked":
        return f"{told}: a challenge instead of the page" if status == 202 else told
    if state == "gone":
        return (
            f"{told}: its addresses lead nowhere" if status != 200 else "its addresses lead to the home page"
        )
    if state == "too_large":
        return "the answers are larger than allowed"
    if state == "unparsed":
        return "the pages cannot be read"
    return told or "no answer"
