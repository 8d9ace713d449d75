from newscrawl.platforms import NewsSpider


class InterfaxUkraineRuSpider(NewsSpider):
    name = "interfax_ukraine_ru"
    publisher = "Interfax-Ukraine"
    country = "UA"
    languages = ("ru",)
    timezone = "Europe/Kyiv"
    home = "https://ru.interfax.com.ua/"
    feeds = ("https://ru.interfax.com.ua/news/last.rss",)
