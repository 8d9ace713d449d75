from newscrawl.platforms import NewsSpider


class TazSpider(NewsSpider):
    name = "taz"
    publisher = "Die Tageszeitung"
    country = "DE"
    languages = ("de",)
    timezone = "Europe/Berlin"
    names = ("taz",)
    home = "https://taz.de/"
    news_sitemaps = ("https://taz.de/sitemap-google-news.xml",)
    sitemaps = ("https://taz.de/sitemap-index.xml",)
