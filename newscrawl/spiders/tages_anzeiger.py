from newscrawl.platforms import NewsSpider


class TagesAnzeigerSpider(NewsSpider):
    name = "tages_anzeiger"
    publisher = "Tages-Anzeiger"
    country = "CH"
    languages = ("de",)
    timezone = "Europe/Zurich"
    home = "https://www.tagesanzeiger.ch/"
    news_sitemaps = ("https://www.tagesanzeiger.ch/sitemaps/news.xml",)
    sitemaps = ("https://www.tagesanzeiger.ch/sitemaps/sitemapindex.xml",)
    oldest_first = True
