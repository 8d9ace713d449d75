from newscrawl.platforms import NewsSpider


class DeutscheWelleRuSpider(NewsSpider):
    name = "deutsche_welle_ru"
    publisher = "Deutsche Welle"
    country = "DE"
    languages = ("ru",)
    names = ("DW Russian",)
    home = "https://www.dw.com/ru/"
    feeds = ("https://rss.dw.com/xml/rss-ru-all", "https://rss.dw.com/rdf/rss-ru-all")
    article_pattern = r"^https?://www\.dw\.com/ru/[^/]+/a-\d+"
