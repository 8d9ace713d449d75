from newscrawl.platforms import NewsSpider


class GlobalNewsSpider(NewsSpider):
    name = "global_news"
    publisher = "Global News"
    country = "CA"
    languages = ("en",)
    home = "https://globalnews.ca/"
    news_sitemaps = ("https://globalnews.ca/news-sitemap.xml",)
    sitemaps = ("https://globalnews.ca/sitemap.xml",)
    child_sitemaps = "^(?!.*image-sitemap)"
    skip_pattern = "/the-curator/"
