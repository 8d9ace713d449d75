from newscrawl.platforms import NewsSpider


class BerlinerZeitungSpider(NewsSpider):
    name = "berliner_zeitung"
    publisher = "Berliner Zeitung"
    country = "DE"
    languages = ("de",)
    timezone = "Europe/Berlin"
    home = "https://www.berliner-zeitung.de/"
    feeds = ("https://www.berliner-zeitung.de/feed.xml",)
    news_sitemaps = ("https://www.berliner-zeitung.de/news-sitemap.xml",)
    sitemaps = ("https://www.berliner-zeitung.de/sitemap.xml",)
