from newscrawl.platforms import NewsSpider


class WdrSpider(NewsSpider):
    name = "wdr"
    publisher = "Westdeutscher Rundfunk"
    country = "DE"
    languages = ("de",)
    timezone = "Europe/Berlin"
    home = "https://www1.wdr.de/"
    feeds = ("https://www1.wdr.de/uebersicht-100.feed",)
    skip_pattern = r"wdr\.de/mediathek/"
