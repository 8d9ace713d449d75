from newscrawl.platforms import NewsSpider


class TagesspiegelSpider(NewsSpider):
    name = "tagesspiegel"
    publisher = "Tagesspiegel"
    country = "DE"
    languages = ("de",)
    timezone = "Europe/Berlin"
    home = "https://www.tagesspiegel.de/"
    news_sitemaps = ("https://www.tagesspiegel.de/news.xml",)
    sitemaps = ("https://www.tagesspiegel.de/contentexport/static/sitemap-index_{YYYY}.xml",)
