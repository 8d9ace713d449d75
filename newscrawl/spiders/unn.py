from newscrawl.platforms import NewsSpider


class UnnSpider(NewsSpider):
    name = "unn"
    publisher = "UNN"
    country = "UA"
    languages = ("ru", "uk")
    timezone = "Europe/Kyiv"
    home = "https://www.unn.com.ua/"
    sites = ("unn.com.ua", "unn.ua")
    feeds = (
        "https://www.unn.com.ua/rss/news_ru.xml",
        "https://www.unn.com.ua/rss/news_uk.xml",
        "https://unn.ua/rss/news_uk.xml",
    )
