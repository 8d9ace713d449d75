from newscrawl.platforms import NewsSpider


class AnadoluAjansiSpider(NewsSpider):
    name = "anadolu_ajansi"
    publisher = "Anadolu Ajansı"
    country = "TR"
    languages = ("tr",)
    timezone = "Europe/Istanbul"
    home = "https://www.aa.com.tr/"
    feeds = ("https://www.aa.com.tr/tr/rss/default?cat=guncel",)
    article_pattern = r"/\d{7,}\b"
