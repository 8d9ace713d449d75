from newscrawl.platforms import NewsSpider


class SermitsiaqSpider(NewsSpider):
    name = "sermitsiaq"
    publisher = "Sermitsiaq"
    country = "GL"
    languages = ("kl",)
    home = "https://www.sermitsiaq.ag/"
    sitemaps = ("https://www.sermitsiaq.ag/sitemap.xml",)
