from newscrawl.platforms import NewsSpider


class KyivPostSpider(NewsSpider):
    name = "kyiv_post"
    publisher = "Kyiv Post"
    country = "UA"
    languages = ("en", "uk")
    timezone = "Europe/Kyiv"
    home = "https://www.kyivpost.com/"
    feeds = ("https://www.kyivpost.com/feed", "https://www.kyivpost.com/uk/feed")
