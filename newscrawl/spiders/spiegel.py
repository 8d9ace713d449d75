from newscrawl.platforms import NewsSpider


class SpiegelSpider(NewsSpider):
    name = "spiegel"
    publisher = "Spiegel Online"
    country = "DE"
    languages = ("de",)
    timezone = "Europe/Berlin"
    home = "https://www.spiegel.de/"
    feeds = ("https://www.spiegel.de/schlagzeilen/index.rss",)
    news_sitemaps = ("https://www.spiegel.de/sitemaps/news-de.xml",)
    sitemaps = ("https://www.spiegel.de/sitemap.xml",)
