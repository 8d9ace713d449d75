from newscrawl.platforms import NewsSpider


class LbUaSpider(NewsSpider):
    name = "lb_ua"
    publisher = "LB.ua"
    country = "UA"
    languages = ("ru",)
    timezone = "Europe/Kyiv"
    home = "https://lb.ua/"
    feeds = ("https://lb.ua/rss/rus/rss.xml",)
