from newscrawl.platforms import NewsSpider


class BeltaEnSpider(NewsSpider):
    name = "belta_en"
    publisher = "BelTA"
    country = "BY"
    languages = ("en",)
    timezone = "Europe/Minsk"
    home = "https://eng.belta.by/"
    feeds = ("https://eng.belta.by/rss",)
