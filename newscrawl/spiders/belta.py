from newscrawl.platforms import NewsSpider


class BeltaSpider(NewsSpider):
    name = "belta"
    publisher = "BelTA"
    country = "BY"
    languages = ("ru",)
    timezone = "Europe/Minsk"
    home = "https://www.belta.by/"
    feeds = ("https://www.belta.by/rss",)
    article_pattern = r"^https?://(?:www\.)?belta\.by/"
