from newscrawl.platforms import NewsSpider


class LeFigaroSpider(NewsSpider):
    name = "le_figaro"
    publisher = "Le Figaro"
    country = "FR"
    languages = ("fr",)
    timezone = "Europe/Paris"
    home = "https://www.lefigaro.fr/"
    feeds = (
        "https://www.lefigaro.fr/rss/figaro_actualites.xml",
        "https://www.lefigaro.fr/rss/figaro_flash-actu.xml",
    )
    news_sitemaps = ("https://www.lefigaro.fr/sitemap_news.xml",)
    sitemaps = ("https://sitemaps.lefigaro.fr/lefigaro.fr/articles.xml",)
