from newscrawl.platforms import NewsSpider


class HeiseSpider(NewsSpider):
    name = "heise"
    publisher = "Heise"
    country = "DE"
    languages = ("de",)
    timezone = "Europe/Berlin"
    home = "https://www.heise.de/"
    feeds = ("https://www.heise.de/rss/heise.rdf",)
    sitemaps = ("https://www.heise.de/sitemapindex.xml",)
    child_sitemaps = "/news/"
    one_page = "seite=all"
