"""Loaded into the process that a worker's children are forked from: what reading a first page loads."""

from __future__ import annotations

import newscrawl.catalogue
import newscrawl.commands.run
import newscrawl.crew
import newscrawl.progress
import newscrawl.showing
import newscrawl.storing
import newscrawl.watching  # noqa: F401
from newscrawl import extract

_LINE = "The ferry waited at the quay, and the pilot said nothing of the fog to anyone.</p><p>"
_PAGE = f"<html lang='en'><h1>Ferry waits</h1><p>By Ada Quill</p><p>12 May 2026, 12:00</p><p>{_LINE * 9}"

extract(_PAGE, url="https://newspaper.example/ferry")
