from newscrawl.platforms import NewsSpider


class StuttgarterZeitungSpider(NewsSpider):
    name = "stuttgarter_zeitung"
    publisher = "Stuttgarter Zeitung"
    country = "DE"
    languages = ("de",)
    timezone = "Europe/Berlin"
    home = "https://www.stuttgarter-zeitung.de/"
    news_sitemaps = ("https://www.stuttgarter-zeitung.de/sitemap-news.xml",)
    sitemaps = ("https://www.stuttgarter-zeitung.de/sitemap.xml",)
