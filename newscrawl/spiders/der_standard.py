from newscrawl.platforms import NewsSpider


class DerStandardSpider(NewsSpider):
    name = "der_standard"
    publisher = "Der Standard"
    country = "AT"
    languages = ("de",)
    timezone = "Europe/Vienna"
    home = "https://www.derstandard.at/"
    feeds = ("https://www.derstandard.at/rss",)
    news_sitemaps = ("https://www.derstandard.at/sitemaps/news.xml",)
    sitemaps = ("https://www.derstandard.at/sitemaps/sitemap.xml",)
