from newscrawl.platforms import NewsSpider


class DiePresseSpider(NewsSpider):
    name = "die_presse"
    publisher = "Die Presse"
    country = "AT"
    languages = ("de",)
    timezone = "Europe/Vienna"
    home = "https://diepresse.com/"
    news_sitemaps = ("https://www.diepresse.com/news-sitemap",)
    sitemaps = ("https://www.diepresse.com/sitemap",)
