"""The press's sites: each module builds its hosts and tells what a crawl of them must come to."""

from __future__ import annotations

from newscrawl.demo.sites import bunatimes, harbourpost, korrespondent

SITES = (korrespondent, bunatimes, harbourpost)
