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
