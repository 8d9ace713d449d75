from newscrawl.platforms import NewsSpider


class UkrinformRuSpider(NewsSpider):
    name = "ukrinform_ru"
    publisher = "Ukrinform"
    country = "UA"
    languages = ("ru",)
    timezone = "Europe/Kyiv"
    home = "https://www.ukrinform.ru/"
    feeds = ("https://www.ukrinform.ru/rss/block-lastnews",)
