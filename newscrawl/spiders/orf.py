from newscrawl.platforms import NewsSpider


class OrfSpider(NewsSpider):
    name = "orf"
    publisher = "Österreichischer Rundfunk"
    country = "AT"
    languages = ("de",)
    timezone = "Europe/Vienna"
    home = "https://www.orf.at/"
    feeds = ("https://rss.orf.at/news.xml",)
