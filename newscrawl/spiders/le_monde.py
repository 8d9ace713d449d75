from newscrawl.platforms import NewsSpider


class LeMondeSpider(NewsSpider):
    name = "le_monde"
    publisher = "Le Monde"
    country = "FR"
    languages = ("fr",)
    timezone = "Europe/Paris"
    home = "https://www.lemonde.fr/"
    news_sitemaps = ("https://www.lemonde.fr/sitemap_news.xml",)
    sitemaps = ("https://www.lemonde.fr/sitemap_index.xml",)
