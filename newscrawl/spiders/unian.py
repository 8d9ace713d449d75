from newscrawl.platforms import NewsSpider


class UnianSpider(NewsSpider):
    name = "unian"
    publisher = "UNIAN"
    country = "UA"
    languages = ("ru", "uk", "en")
    timezone = "Europe/Kyiv"
    home = "https://www.unian.net/"
    feeds = (
        "https://rss.unian.net/site/news_rus.rss",
        "https://rss.unian.net/site/news_ukr.rss",
        "https://rss.unian.net/site/news_eng.rss",
    )
