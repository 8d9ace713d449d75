from newscrawl.platforms import NewsSpider


class TsnSpider(NewsSpider):
    name = "tsn"
    publisher = "TSN"
    country = "UA"
    languages = ("uk",)
    timezone = "Europe/Kyiv"
    home = "https://tsn.ua/"
    feeds = ("https://tsn.ua/rss/full.rss",)
