from newscrawl.platforms import NewsSpider


class EuronewsDeSpider(NewsSpider):
    name = "euronews_de"
    publisher = "Euronews"
    country = "DE"
    languages = ("de",)
    home = "https://de.euronews.com/"
    news_sitemaps = ("https://de.euronews.com/sitemaps/de/latest-news.xml",)
    sitemaps = ("https://de.euronews.com/sitemaps/de/articles.xml",)
    skip_pattern = "/video/"
