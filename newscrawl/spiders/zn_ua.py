from newscrawl.platforms import NewsSpider


class ZnUaSpider(NewsSpider):
    name = "zn_ua"
    publisher = "ZN.UA"
    country = "UA"
    languages = ("ru", "uk")
    timezone = "Europe/Kyiv"
    home = "https://zn.ua/"
    feeds = ("https://zn.ua/rus/rss/full.rss", "https://zn.ua/ukr/rss/full.rss")
