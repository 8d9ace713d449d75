from newscrawl.platforms import NewsSpider


class MuenchnerMerkurSpider(NewsSpider):
    name = "muenchner_merkur"
    publisher = "Münchner Merkur"
    country = "DE"
    languages = ("de",)
    timezone = "Europe/Berlin"
    home = "https://www.merkur.de/"
    feeds = ("https://www.merkur.de/welt/rssfeed.rdf",)
    news_sitemaps = ("https://www.merkur.de/news.xml",)
    sitemaps = ("https://www.merkur.de/sitemap-index.xml",)
