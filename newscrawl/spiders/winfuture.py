from newscrawl.platforms import NewsSpider


class WinfutureSpider(NewsSpider):
    name = "winfuture"
    publisher = "WinFuture"
    country = "DE"
    languages = ("de",)
    timezone = "Europe/Berlin"
    home = "https://winfuture.de/"
    feeds = ("https://static.winfuture.de/feeds/WinFuture-News-rss2.0.xml",)
    news_sitemaps = ("https://winfuture.de/sitemap-latest-news.xml.gz",)
    sitemaps = ("https://winfuture.de/sitemap.xml",)
    child_sitemaps = "sitemap-news"
