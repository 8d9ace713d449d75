from newscrawl.platforms import NewsSpider


class KpUaSpider(NewsSpider):
    name = "kp_ua"
    publisher = "KP.ua"
    country = "UA"
    languages = ("ru",)
    timezone = "Europe/Kyiv"
    home = "https://kp.ua/"
    feeds = ("http://kp.ua/rss/feed.xml",)
