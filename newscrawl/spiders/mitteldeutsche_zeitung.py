from newscrawl.platforms import NewsSpider


class MitteldeutscheZeitungSpider(NewsSpider):
    name = "mitteldeutsche_zeitung"
    publisher = "Mitteldeutsche Zeitung"
    country = "DE"
    languages = ("de",)
    timezone = "Europe/Berlin"
    home = "https://www.mz.de/"
    news_sitemaps = ("https://www.mz.de/sitemaps/newssitemap-index.xml",)
    sitemaps = ("https://www.mz.de/sitemaps/sitemap-ressort-index.xml",)
