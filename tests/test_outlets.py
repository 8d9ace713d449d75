"""Every saved page through its real spider: ours in pages/, and a user's own where `savepage` puts them.

Our pages are made up, after the markup of an outlet that has rules or of a
platform; each stands beside its record, reviewed line by line.
"""

from __future__ import annotations

from pathlib import Path

import pytest
from scrapy.settings import Settings

from newscrawl.catalogue import outlets_of
from newscrawl.outlets import Rules
from newscrawl.saved import load

HERE = Path(__file__).parent
FOLDERS = (HERE / "pages", HERE.parent / "output" / "pages")
PAGES = sorted(path for folder in FOLDERS for path in folder.glob("*/*.html"))
SETTINGS = Settings()
SETTINGS.setmodule("newscrawl.settings")  # and with it the user's own SPIDER_MODULES
OUTLETS = {spider.name: spider for spider in outlets_of(SETTINGS)}


@pytest.mark.parametrize("path", PAGES, ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_a_saved_page_becomes_the_record_that_was_reviewed(path: Path) -> None:
    if path.parent.name not in OUTLETS:
        pytest.skip("an outlet of one's own that SPIDER_MODULES does not name")
    page = load(path)
    assert page.read(OUTLETS[path.parent.name].facts()) == page.told


def test_every_outlet_with_rules_has_a_page() -> None:
    ruled = {name for name, spider in OUTLETS.items() if "rules" in vars(spider) and spider.rules != Rules()}
    shared = {"korrespondent_ua"}  # the twin of an outlet that has one
    assert ruled - shared <= {path.parent.name for path in PAGES}
