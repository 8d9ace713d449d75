from newscrawl.platforms import NewsSpider


class BoersenZeitungSpider(NewsSpider):
    name = "boersen_zeitung"
    publisher = "Börsen-Zeitung"
    country = "DE"
    languages = ("de",)
    timezone = "Europe/Berlin"
    home = "https://www.boersen-zeitung.de/"
    news_sitemaps = ("https://www.boersen-zeitung.de/sitemap/news.xml.gz",)
    sitemaps = ("https://www.boersen-zeitung.de/sitemap/index.xml.gz",)
