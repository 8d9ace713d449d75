from newscrawl.platforms import NewsSpider


class EspresoSpider(NewsSpider):
    name = "espreso"
    publisher = "Espreso"
    country = "UA"
    languages = ("uk",)
    timezone = "Europe/Kyiv"
    home = "https://espreso.tv/"
    feeds = ("https://espreso.tv/rss",)
    news_sitemaps = ("https://espreso.tv/sitemap_news_1.xml",)
