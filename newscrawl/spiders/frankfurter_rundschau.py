from newscrawl.platforms import NewsSpider


class FrankfurterRundschauSpider(NewsSpider):
    name = "frankfurter_rundschau"
    publisher = "Frankfurter Rundschau"
    country = "DE"
    languages = ("de",)
    timezone = "Europe/Berlin"
    home = "https://www.fr.de/"
    feeds = ("https://fr.de/rssfeed.rdf",)
    news_sitemaps = ("https://www.fr.de/news.xml",)
    sitemaps = ("https://www.fr.de/sitemap-index.xml",)
