from newscrawl.platforms import NewsSpider


class GolemSpider(NewsSpider):
    name = "golem"
    publisher = "Golem"
    country = "DE"
    languages = ("de",)
    timezone = "Europe/Berlin"
    home = "https://www.golem.de/"
    feeds = ("https://www.golem.de/rss",)
    sitemaps = ("https://www.golem.de/gsiteindex.xml",)
