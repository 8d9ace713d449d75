from newscrawl.platforms import NewsSpider


class VerstkaSpider(NewsSpider):
    name = "verstka"
    publisher = "Verstka"
    country = "RU"
    languages = ("ru",)
    home = "https://verstka.media/"
    feeds = ("https://verstka.media/category/news/feed/",)
