from newscrawl.platforms import NewsSpider


class ZdfSpider(NewsSpider):
    name = "zdf"
    publisher = "ZDF"
    country = "DE"
    languages = ("de",)
    timezone = "Europe/Berlin"
    home = "https://www.zdf.de/"
    feeds = ("https://www.zdf.de/rss/zdf/nachrichten",)
    news_sitemaps = ("https://www.zdf.de/news-sitemap.xml",)
    sitemaps = ("https://www.zdf.de/sitemap.xml",)
    oldest_first = True
