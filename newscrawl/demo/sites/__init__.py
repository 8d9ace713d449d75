"""The press's sites: each module builds its hosts and tells what a crawl of them must come to."""

from __future__ import annotations

from newscrawl.demo.sites import bunatimes, diariodelcerro, harbourpost, korrespondent, lindenblatt

SITES = (korrespondent, bunatimes, harbourpost, lindenblatt, diariodelcerro)
