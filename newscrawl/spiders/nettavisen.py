from newscrawl.platforms import NewsSpider


class NettavisenSpider(NewsSpider):
    name = "nettavisen"
    publisher = "Nettavisen"
    country = "NO"
    languages = ("no",)
    timezone = "Europe/Oslo"
    home = "https://www.nettavisen.no/"
    feeds = ("https://www.nettavisen.no/service/rich-rss",)
