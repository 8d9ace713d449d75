from newscrawl.platforms import NewsSpider


class EuronewsFrSpider(NewsSpider):
    name = "euronews_fr"
    publisher = "Euronews"
    country = "FR"
    languages = ("fr",)
    home = "https://fr.euronews.com/"
    news_sitemaps = ("https://fr.euronews.com/sitemaps/fr/latest-news.xml",)
    sitemaps = ("https://fr.euronews.com/sitemaps/fr/articles.xml",)
