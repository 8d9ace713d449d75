from newscrawl.platforms import NewsSpider


class LbcSpider(NewsSpider):
    name = "lbc"
    publisher = "LBC"
    country = "LB"
    languages = ("ar", "en")
    timezone = "Asia/Beirut"
    home = "https://www.lbcgroup.tv/"
    feeds = (
        "https://www.lbcgroup.tv/Rss/latest-news/en",
        "https://www.lbcgroup.tv/Rss/NewsHighlights/en",
        "https://www.lbcgroup.tv/Rss/latest-news/ar",
        "https://www.lbcgroup.tv/Rss/NewsHighlights/ar",
    )
    news_sitemaps = ("https://www.lbcgroup.tv/newssitemap.xml",)
