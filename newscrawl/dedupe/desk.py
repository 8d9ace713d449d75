"""Deduplication in memory, over any stream of articles: for files, and wherever there is no database."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field, replace
from typing import Literal

from newscrawl.dedupe.identity import Change, Face, by_download, earlier_date, free_id, identify
from newscrawl.dedupe.index import Index, MemoryIndex
from newscrawl.dedupe.links import Link, Matcher, same_body
from newscrawl.dedupe.origin import Member, origins
from newscrawl.dedupe.seen import face_of, member_of, text_of
from newscrawl.dedupe.translation import Translations
from newscrawl.items import Article, CopyOf
from newscrawl.normalise.addresses import clean_url


@dataclass(frozen=True, slots=True)
class Placed:
    """What an article was found to be, under the id that it keeps."""

    id: str
    version: int
    change: Change | Literal["taken down"]


@dataclass(slots=True)
class _Known:
    """An article met: its latest face and version, its other addresses."""

    face: Face
    version: int = 1
    downloaded: str | None = None
    addresses: set[str] = field(default_factory=set)


class Desk:
    """Takes articles one by one; says at any time what is a copy of what."""

    def __init__(self, translations: Translations | None = None, index: Index | None = None) -> None:
        self._index: Index = index or MemoryIndex()
        self._matcher = Matcher(self._index, translations)
        self._translated = translations is not None
        self._known: dict[str, _Known] = {}
        self._by_key: dict[str, str] = {}
        self._by_body: dict[str, list[Face]] = defaultdict(list)
        self._members: dict[str, Member] = {}
        self._links: list[Link] = []

    def put(self, article: Article) -> Placed:
        """Place a normalised article among those met before; its `id` becomes that which it keeps."""
        face = face_of(article)
        alike = self._alike(face)
        identity = identify(face, alike)
        if identity.of is None:
            article.id = free_id(face, alike)
            face = replace(face, id=article.id)
            self._known[face.id] = known = _Known(face, downloaded=article.date_downloaded)
            self._by_key[face.key] = face.id
            self._take(article, face, known)
            return Placed(face.id, 1, "new")
        known = self._known[identity.of.id]
        article.id = identity.of.id
        change = by_download(identity.change, article.date_downloaded, known.downloaded)
        if change in ("version", "better"):
            known.version += change == "version"
            known.downloaded = article.date_downloaded
            known.face = replace(face, id=article.id, key=identity.of.key)
            self._take(article, known.face, known, dated=change == "version")
            return Placed(article.id, known.version, change)
        self._note_date(article, identity.of)
        if change == "alternate":
            self._note_addresses(article, known)
        return Placed(article.id, known.version, change)

    def origins(self) -> dict[str, CopyOf | None]:
        """Return what each article is a copy of, by id."""
        return origins(list(self._members.values()), self._links)

    def addresses(self, article_id: str) -> list[str]:
        """Return the other addresses seen to show an article."""
        known = self._known[article_id]
        return sorted(known.addresses - {clean_url(known.face.url) or known.face.url})

    def _alike(self, face: Face) -> list[Face]:
        by_key = self._by_key.get(face.key)
        told = [self._known[known].face for known in dict.fromkeys((by_key, face.id)) if known in self._known]
        return told + self._by_body.get(face.body_hash or "", [])

    def _take(self, article: Article, face: Face, known: _Known, *, dated: bool = False) -> None:
        """Link a content that was not met before, and keep it; `dated`: of two dates the earlier one."""
        self._note_addresses(article, known)
        before = self._members.get(face.id)
        order = before.order if before else len(self._members)
        member = replace(member_of(article, order), body=face.body_hash)
        if before and dated:
            member = replace(member, date=earlier_date(before.date, member.date))
        self._members[face.id] = member
        alike = self._by_body[face.body_hash] if face.body_hash else []
        self._links += same_body(face, alike)
        if face not in alike:
            alike.append(face)
        text = text_of(article, translated=self._translated)
        self._links += self._matcher.links(text)
        self._index.add(text)

    def _note_date(self, article: Article, known: Face) -> None:
        if article.outlet == known.outlet:
            member = self._members[known.id]
            self._members[known.id] = replace(member, date=earlier_date(member.date, article.date_published))

    def _note_addresses(self, article: Article, known: _Known) -> None:
        told = [article.url, article.requested_url, *article.alternate_urls]
        known.addresses |= {clean for url in told if url and (clean := clean_url(url))}
