from newscrawl.platforms import NewsSpider


class TheInsiderSpider(NewsSpider):
    name = "the_insider"
    publisher = "The Insider"
    country = "LV"
    languages = ("ru",)
    home = "https://theins.ru/"
    feeds = ("https://theins.ru/feed",)
