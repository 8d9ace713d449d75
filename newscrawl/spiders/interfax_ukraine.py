from newscrawl.platforms import NewsSpider


class InterfaxUkraineSpider(NewsSpider):
    name = "interfax_ukraine"
    publisher = "Interfax-Ukraine"
    country = "UA"
    languages = ("uk",)
    timezone = "Europe/Kyiv"
    home = "https://interfax.com.ua/"
    feeds = ("https://interfax.com.ua/news/last.rss",)
    article_pattern = r"^https?://(?:www\.)?interfax\.com\.ua/"
