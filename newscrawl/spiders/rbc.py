from newscrawl.platforms import NewsSpider


class RbcSpider(NewsSpider):
    name = "rbc"
    publisher = "RBC"
    country = "RU"
    languages = ("ru",)
    home = "https://www.rbc.ru/"
    feeds = ("https://rssexport.rbc.ru/rbcnews/news/30/full.rss",)
