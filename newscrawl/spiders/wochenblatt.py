from newscrawl.outlets import Rules
from newscrawl.platforms.wordpress import WordPressSpider


class WochenblattSpider(WordPressSpider):
    name = "wochenblatt"
    publisher = "Wochenblatt"
    country = "PY"
    languages = ("de",)
    timezone = "America/Asuncion"
    home = "https://wochenblatt.cc/"
    sitemaps = ("https://wochenblatt.cc/sitemap_index.xml",)
    child_sitemaps = "post-"
    oldest_first = True
    rules = Rules(body=".entry-content")  # 2025-04: house rules for comments beside it
