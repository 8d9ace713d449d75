from newscrawl.platforms import NewsSpider


class DagbladetSpider(NewsSpider):
    name = "dagbladet"
    publisher = "Dagbladet"
    country = "NO"
    languages = ("no",)
    timezone = "Europe/Oslo"
    home = "https://www.dagbladet.no/"
    news_sitemaps = ("https://www.dagbladet.no/sitemap",)
    sitemaps = ("https://www.dagbladet.no/app/jw-api-proxy/sitemap/index/dagbladet.xml",)
    oldest_first = True
    article_pattern = r"/\d{8,}\b"
