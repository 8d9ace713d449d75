from newscrawl.platforms import NewsSpider


class FazSpider(NewsSpider):
    name = "faz"
    publisher = "Frankfurter Allgemeine Zeitung"
    country = "DE"
    languages = ("de",)
    timezone = "Europe/Berlin"
    home = "https://www.faz.net/"
    feeds = (
        "https://www.faz.net/rss/aktuell",
        "https://www.faz.net/rss/aktuell/politik",
        "https://www.faz.net/rss/aktuell/sport",
        "https://www.faz.net/rss/aktuell/wirtschaft/",
        "https://www.faz.net/rss/aktuell/gesellschaft/",
    )
    news_sitemaps = ("https://www.faz.net/sitemap-news.xml",)
    sitemaps = ("https://www.faz.net/sitemap-index.xml",)
    child_sitemaps = "-artikel-"
