from newscrawl.platforms import NewsSpider


class IlGiornaleSpider(NewsSpider):
    name = "il_giornale"
    publisher = "Il Giornale"
    country = "IT"
    languages = ("it",)
    timezone = "Europe/Rome"
    home = "https://www.ilgiornale.it/"
    feeds = ("https://www.ilgiornale.it/feed.xml",)
    news_sitemaps = ("https://www.ilgiornale.it/sitemap/google-news.xml",)
    sitemaps = ("https://www.ilgiornale.it/sitemap/indice.xml",)
