from newscrawl.platforms import NewsSpider


class BildSpider(NewsSpider):
    name = "bild"
    publisher = "Bild"
    country = "DE"
    languages = ("de",)
    timezone = "Europe/Berlin"
    home = "https://www.bild.de/"
    feeds = ("https://www.bild.de/feed/alles.xml",)
    news_sitemaps = ("https://www.bild.de/sitemap-news.xml",)
    sitemaps = ("https://www.bild.de/sitemap-index.xml",)
