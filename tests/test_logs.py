"""The log of an outlet's run stays small, also where everything fails."""

from __future__ import annotations

from pathlib import Path

from loopback import Pages, feed, run

MOST = 5_000  # bytes at INFO; 220 outlets each quarter of an hour write 100 MB a day at most
SPIDER = """
from newscrawl.platforms import NewsSpider


class LanternSpider(NewsSpider):
    name = "lantern"
    publisher = "The Lantern"
    home = "http://{host}/"
    feeds = ("http://{host}/feed", "http://{host}/no-feed")
    article_pattern = r"/2026/"
"""


def test_a_run_whose_pages_are_all_refused_logs_under_5_kb(site: tuple[str, Pages], tmp_path: Path) -> None:
    host, pages = site
    pages["/feed"] = feed(host, *(f"/2026/{'long-name-' * 9}{number}" for number in range(150)))
    folder, log = tmp_path / "outlets", tmp_path / "run.log"
    folder.mkdir()
    (folder / "lantern.py").write_text(SPIDER.format(host=host))
    told = {"NEWSCRAWL_SPIDER_MODULES": str(folder), "NEWSCRAWL_PRIVATE_ALLOWED": host}
    told |= {"NEWSCRAWL_AUTOTHROTTLE_ENABLED": "0", "NEWSCRAWL_CONCURRENT_REQUESTS_PER_DOMAIN": "16"}
    output = tmp_path / "output"
    output.mkdir()
    said = run("crawl", "lantern", "--logfile", str(log), output=output, **told)
    assert len([path for path in pages.asked if path.startswith("/2026/")]) >= 50, said.err
    assert 200 < log.stat().st_size < MOST
