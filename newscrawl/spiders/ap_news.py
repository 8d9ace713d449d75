from newscrawl.platforms import NewsSpider


class ApNewsSpider(NewsSpider):
    name = "ap_news"
    publisher = "Associated Press News"
    country = "US"
    languages = ("en",)
    home = "https://apnews.com/"
    news_sitemaps = ("https://apnews.com/news-sitemap-content.xml",)
    sitemaps = ("https://apnews.com/sitemap.xml",)
    child_sitemaps = r"^(?!.*(?:apnews\.com/(?:hub|video)/))"
    oldest_first = True
    article_pattern = "/article/"
