from newscrawl.platforms import NewsSpider


class CnbcSpider(NewsSpider):
    name = "cnbc"
    publisher = "CNBC"
    country = "US"
    languages = ("en",)
    home = "https://www.cnbc.com/"
    news_sitemaps = ("https://www.cnbc.com/sitemap_news.xml",)
    sitemaps = ("https://www.cnbc.com/sitemapAll.xml",)
