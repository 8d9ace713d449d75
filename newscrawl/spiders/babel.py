from newscrawl.platforms import NewsSpider


class BabelSpider(NewsSpider):
    name = "babel"
    publisher = "Babel"
    country = "UA"
    languages = ("uk",)
    timezone = "Europe/Kyiv"
    home = "https://babel.ua/"
    sitemaps = ("https://babel.ua/sitemap_full.xml",)
