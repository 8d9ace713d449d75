from newscrawl.platforms import NewsSpider


class DerPostillonSpider(NewsSpider):
    name = "der_postillon"
    publisher = "Der Postillon"
    country = "DE"
    languages = ("de",)
    timezone = "Europe/Berlin"
    home = "https://www.der-postillon.com/"
    sitemaps = ("https://www.der-postillon.com/sitemap.xml",)
