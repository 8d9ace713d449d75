from newscrawl.platforms import NewsSpider


class ZerkaloSpider(NewsSpider):
    name = "zerkalo"
    publisher = "Zerkalo"
    country = "BY"
    languages = ("ru",)
    timezone = "Europe/Minsk"
    home = "https://news.zerkalo.io/"
    feeds = ("https://news.zerkalo.io/rss/all.rss", "https://news.zerkalo.io/rss/index.rss")
