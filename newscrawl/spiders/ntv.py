from newscrawl.platforms import NewsSpider


class NtvSpider(NewsSpider):
    name = "ntv"
    publisher = "n-tv"
    country = "DE"
    languages = ("de",)
    timezone = "Europe/Berlin"
    home = "https://www.n-tv.de/"
    news_sitemaps = ("https://www.n-tv.de/news.xml",)
    sitemaps = ("https://www.n-tv.de/sitemap.xml",)
    child_sitemaps = "^(?!.*sitemap-sections)"
