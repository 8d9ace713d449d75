from newscrawl.platforms import NewsSpider


class NatureSpider(NewsSpider):
    name = "nature"
    publisher = "Nature"
    country = "GB"
    languages = ("en",)
    home = "https://www.nature.com/"
    feeds = ("https://www.nature.com/nature.rss",)
    news_sitemaps = ("https://www.nature.com/latest-news/sitemap.xml",)
    sitemaps = ("https://www.nature.com/sitemap.xml",)
    article_pattern = "/articles/"
