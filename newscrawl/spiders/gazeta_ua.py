from newscrawl.platforms import NewsSpider


class GazetaUaSpider(NewsSpider):
    name = "gazeta_ua"
    publisher = "Gazeta.ua"
    country = "UA"
    languages = ("ru", "uk")
    timezone = "Europe/Kyiv"
    home = "https://gazeta.ua/"
    feeds = ("https://gazeta.ua/ru/rss", "https://gazeta.ua/rss")
