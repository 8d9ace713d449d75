from newscrawl.platforms import NewsSpider


class MediazonaBelarusSpider(NewsSpider):
    name = "mediazona_belarus"
    publisher = "Mediazona Belarus"
    country = "BY"
    languages = ("ru",)
    timezone = "Europe/Minsk"
    home = "https://mediazona.by/"
    feeds = ("https://mediazona.by/rss",)
