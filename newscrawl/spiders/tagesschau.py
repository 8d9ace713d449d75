from newscrawl.platforms import NewsSpider


class TagesschauSpider(NewsSpider):
    name = "tagesschau"
    publisher = "Tagesschau"
    country = "DE"
    languages = ("de",)
    timezone = "Europe/Berlin"
    home = "https://www.tagesschau.de/"
    feeds = ("https://www.tagesschau.de/xml/rss2/",)
