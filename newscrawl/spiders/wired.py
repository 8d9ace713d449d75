from newscrawl.platforms import NewsSpider


class WiredSpider(NewsSpider):
    name = "wired"
    publisher = "Wired"
    country = "US"
    languages = ("en",)
    home = "https://www.wired.com/"
    feeds = ("https://www.wired.com/feed/rss",)
    news_sitemaps = ("https://www.wired.com/feed/google-latest-news/sitemap-google-news",)
    sitemaps = ("https://www.wired.com/sitemap.xml", "https://www.wired.com/sitemap-archive-1.xml")
