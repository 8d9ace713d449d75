from newscrawl.platforms import NewsSpider


class AbcEsSpider(NewsSpider):
    name = "abc_es"
    publisher = "ABC"
    country = "ES"
    languages = ("es",)
    home = "https://www.abc.es/"
    feeds = ("https://www.abc.es/rss/2.0/espana/", "https://www.abc.es/rss/2.0/portada/")
    news_sitemaps = ("https://www.abc.es/sitemap.xml",)
