from newscrawl.platforms import NewsSpider


class WashingtonPostSpider(NewsSpider):
    name = "washington_post"
    publisher = "Washington Post"
    country = "US"
    languages = ("en",)
    home = "https://www.washingtonpost.com/"
    feeds = ("https://feeds.washingtonpost.com/rss/world", "https://feeds.washingtonpost.com/rss/national")
    news_sitemaps = ("https://www.washingtonpost.com/sitemaps/news-sitemap.xml.gz",)
    sitemaps = ("https://www.washingtonpost.com/sitemaps/sitemap.xml.gz",)
    browsers_only = True  # seen 2026-08
