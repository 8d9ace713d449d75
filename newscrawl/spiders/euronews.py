from newscrawl.platforms import NewsSpider


class EuronewsSpider(NewsSpider):
    name = "euronews"
    publisher = "Euronews"
    country = "GB"
    languages = ("en",)
    home = "https://www.euronews.com/"
    news_sitemaps = ("https://www.euronews.com/sitemaps/en/latest-news.xml",)
    sitemaps = ("https://www.euronews.com/sitemaps/en/articles.xml",)
    article_pattern = r"^https?://www\.euronews\.com/"
