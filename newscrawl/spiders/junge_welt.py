from newscrawl.platforms import NewsSpider


class JungeWeltSpider(NewsSpider):
    name = "junge_welt"
    publisher = "Junge Welt"
    country = "DE"
    languages = ("de",)
    timezone = "Europe/Berlin"
    home = "https://www.jungewelt.de/"
    feeds = ("https://www.jungewelt.de/feeds/newsticker.rss",)
