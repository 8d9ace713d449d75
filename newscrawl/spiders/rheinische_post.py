from newscrawl.platforms import NewsSpider


class RheinischePostSpider(NewsSpider):
    name = "rheinische_post"
    publisher = "Rheinische Post"
    country = "DE"
    languages = ("de",)
    timezone = "Europe/Berlin"
    home = "https://rp-online.de/"
    feeds = ("https://rp-online.de/feed.rss",)
    news_sitemaps = ("https://rp-online.de/sitemap-news.xml",)
    sitemaps = ("https://rp-online.de/sitemap.xml",)
