from newscrawl.platforms import NewsSpider


class HromadskeSpider(NewsSpider):
    name = "hromadske"
    publisher = "Hromadske"
    country = "UA"
    languages = ("uk",)
    timezone = "Europe/Kyiv"
    home = "https://hromadske.ua/"
    sitemaps = ("https://hromadske.ua/sitemap.xml",)
