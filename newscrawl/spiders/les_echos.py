from newscrawl.platforms import NewsSpider


class LesEchosSpider(NewsSpider):
    name = "les_echos"
    publisher = "Les Échos"
    country = "FR"
    languages = ("fr",)
    timezone = "Europe/Paris"
    home = "https://www.lesechos.fr/"
    news_sitemaps = ("https://www.lesechos.fr/sitemap_news.xml",)
    sitemaps = ("https://sitemap.lesechos.fr/sitemap_index.xml",)
    oldest_first = True
    browsers_only = True  # seen 2026-08
