from newscrawl.platforms import NewsSpider


class MediazonaSpider(NewsSpider):
    name = "mediazona"
    publisher = "Mediazona"
    country = "RU"
    languages = ("ru",)
    home = "https://zona.media/"
    feeds = ("https://zona.media/rss",)
