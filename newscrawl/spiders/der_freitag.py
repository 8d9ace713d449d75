from newscrawl.platforms import NewsSpider


class DerFreitagSpider(NewsSpider):
    name = "der_freitag"
    publisher = "der Freitag"
    country = "DE"
    languages = ("de",)
    timezone = "Europe/Berlin"
    home = "https://www.freitag.de/"
    feeds = ("https://www.freitag.de/@@RSS",)
    sitemaps = ("https://www.freitag.de/sitemap.xml",)
    child_sitemaps = "sitemap-articles"
