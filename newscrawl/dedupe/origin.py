"""Which of several articles with one text is the original, and what the others are to it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from newscrawl.dedupe.links import SAME, Link
from newscrawl.items import CopyOf


@dataclass(frozen=True, slots=True)
class Member:
    """An article among those that share its text.

    `order` is when it came in.  `known_as` are its outlet's names and `credits`
    those that it credits, folded, with the words of the page; `names` the keys
    of the addresses that it links to, `key` its own; `body` the hash of its body.
    """

    id: str
    outlet: str
    url: str
    key: str
    date: str | None
    order: int
    language: str = ""
    known_as: frozenset[str] = frozenset()
    credits: tuple[tuple[str, str], ...] = ()
    names: frozenset[str] = frozenset()
    body: str | None = None


def origins(members: Sequence[Member], links: Iterable[Link]) -> dict[str, CopyOf | None]:
    """Return what each article is a copy of: the root of its family, None for the root itself.

    The root is the earliest, unless that one names another as its source.  The
    relation is the one to the article that it was made from: an English copy
    of an English translation is a copy, of the Russian original.
    """
    by_id = {member.id: member for member in members}
    touching: dict[str, list[Link]] = defaultdict(list)
    for link in links:
        if link.one in by_id and link.other in by_id:
            touching[link.one].append(link)
            touching[link.other].append(link)
    told: dict[str, CopyOf | None] = {}
    for family in _families(by_id, touching):
        told |= _within(family, touching)
    return told


def _families(by_id: Mapping[str, Member], touching: Mapping[str, list[Link]]) -> list[list[Member]]:
    families, met = [], set()
    for start in by_id:
        if start in met:
            continue
        met.add(start)
        family, waiting = [], [start]
        while waiting:
            member = waiting.pop()
            family.append(by_id[member])
            near = {end for link in touching.get(member, ()) for end in (link.one, link.other)} - met
            met |= near
            waiting += sorted(near)
        families.append(family)
    return families


def _within(family: list[Member], touching: Mapping[str, list[Link]]) -> dict[str, CopyOf | None]:
    root = root_of(family)
    by_id = {member.id: member for member in family}
    standing = {member.id: _standing(member, root, touching[member.id]) for member in family}
    told: dict[str, CopyOf | None] = {root.id: None}
    for member in family:
        if member is not root:
            told[member.id] = _copy_of(member, root, by_id, standing, touching[member.id])
    return told


def root_of(family: Sequence[Member]) -> Member:
    """Return the original: the earliest, or the one that it leads to by naming its source."""
    root = _earliest(family)
    met = {root.id}
    while named := [m for m in family if m.id not in met and _evidence_of(root, m)]:
        root = _earliest(named)
        met.add(root.id)
    return root


def _earliest(members: Sequence[Member]) -> Member:
    """Return the one surely published first; where dates do not tell, the one that came in first."""
    first = min(members, key=lambda m: (m.date or "9999", m.order))
    return min((m for m in members if not before(first, m)), key=lambda m: m.order)


def before(one: Member, other: Member) -> bool:
    """Tell whether one was surely published before the other; without both dates nobody knows."""
    if not one.date or not other.date:
        return False
    shared = min(len(one.date), len(other.date))  # a bare day may be any moment of it
    return one.date[:shared] < other.date[:shared]


Standing = tuple[bool, bool, float, bool, str, int]


def _standing(member: Member, root: Member, links: Sequence[Link]) -> Standing:
    """Return what puts a member before those made from it: root, its language, wholeness, credit, date.

    Of texts in another language the one that holds most of the original is the
    translation, whatever their dates: a copy of it has lost something.
    """
    abroad = member.language != root.language
    whole = [
        k.share_found(root.id) for k in links if k.relation == "translation" and root.id in (k.one, k.other)
    ]
    wholeness = round(50 * max(whole, default=0.0)) / 50 if abroad else 0.0
    credited = abroad and bool(_evidence_of(member, root))
    return (member is not root, abroad, -wholeness, not credited, member.date or "9999", member.order)


def _copy_of(
    member: Member,
    root: Member,
    by_id: Mapping[str, Member],
    standing: Mapping[str, Standing],
    links: Sequence[Link],
) -> CopyOf:
    """Return what a member is to the root, by the link to what it was most likely made from.

    The root's own words, word for word, are the root's.  Of links as good as
    one another that to the nearest to the root.
    """
    if member.body and member.body == root.body and member.outlet != root.outlet:
        evidence = list(dict.fromkeys([SAME, *_evidence_of(member, root)]))
        return CopyOf(root.id, root.outlet, root.url, "copy", 1.0, evidence)

    def order(link: Link) -> Standing:
        return standing[link.end_from(member.id)]

    def rank(link: Link) -> tuple[bool, bool, bool, float]:
        other = by_id[link.end_from(member.id)]
        credited = link.relation == "translation" and bool(_evidence_of(member, other))
        at_home = other.language == member.language == root.language
        return (order(link) < standing[member.id], at_home, credited, link.strength)

    link = max(sorted(links, key=order), key=rank)
    other = by_id[link.end_from(member.id)]
    evidence = [link.evidence, *_evidence_of(member, root)]
    if other is not root:
        evidence += [*_evidence_of(member, other), f"by way of {other.url}"]
    told = list(dict.fromkeys(evidence))
    return CopyOf(root.id, root.outlet, root.url, link.relation, link.similarity, told)


def _evidence_of(member: Member, source: Member) -> list[str]:
    """Return the words by which an article names another as its source, [] when it does not."""
    linked = [f"link: {source.url}"] if source.key in member.names else []
    credited = [f"credit: {words}" for name, words in member.credits if name in source.known_as]
    return linked + credited if member.outlet != source.outlet else []
