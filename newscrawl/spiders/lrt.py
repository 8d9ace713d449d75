from newscrawl.platforms import NewsSpider


class LrtSpider(NewsSpider):
    name = "lrt"
    publisher = "Lithuanian National Radio and Television"
    country = "LT"
    languages = ("lt",)
    timezone = "Europe/Vilnius"
    home = "https://www.lrt.lt/"
    feeds = ("https://www.lrt.lt/?rss",)
    sitemaps = ("https://www.lrt.lt/servisai/sitemap/sitemap-index.xml",)
