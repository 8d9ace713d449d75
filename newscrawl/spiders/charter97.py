from newscrawl.platforms import NewsSpider


class Charter97Spider(NewsSpider):
    name = "charter97"
    publisher = "Charter97"
    country = "BY"
    languages = ("ru",)
    timezone = "Europe/Minsk"
    home = "https://charter97.org/"
    feeds = ("https://charter97.org/ru/rss/society/", "https://charter97.org/ru/rss/economics/")
