from newscrawl.platforms import NewsSpider


class NashaNivaSpider(NewsSpider):
    name = "nasha_niva"
    publisher = "Nasha Niva"
    country = "BY"
    languages = ("be", "ru")
    timezone = "Europe/Minsk"
    home = "https://nashaniva.com/"
    feeds = ("https://nashaniva.com/rss", "https://nashaniva.com/ru/rss/")
