from newscrawl.platforms import NewsSpider


class NieuwsbladSpider(NewsSpider):
    name = "nieuwsblad"
    publisher = "Nieuwsblad"
    country = "BE"
    languages = ("nl",)
    timezone = "Europe/Brussels"
    home = "https://www.nieuwsblad.be/"
    feeds = ("https://www.nieuwsblad.be/rss/",)
    news_sitemaps = ("https://www.nieuwsblad.be/sitemap-news.xml",)
    sitemaps = ("https://www.nieuwsblad.be/sitemap.xml",)
    browsers_only = True  # seen 2026-08
