from newscrawl.platforms import NewsSpider


class LentaRuSpider(NewsSpider):
    name = "lenta_ru"
    publisher = "Lenta.ru"
    country = "RU"
    languages = ("ru",)
    home = "https://lenta.ru/"
    feeds = ("https://lenta.ru/rss/",)
