from newscrawl.platforms import NewsSpider


class InterfaxUkraineEnSpider(NewsSpider):
    name = "interfax_ukraine_en"
    publisher = "Interfax-Ukraine"
    country = "UA"
    languages = ("en",)
    timezone = "Europe/Kyiv"
    home = "https://en.interfax.com.ua/"
    feeds = ("https://en.interfax.com.ua/news/last.rss",)
