from newscrawl.platforms import NewsSpider


class SalzburgerNachrichtenSpider(NewsSpider):
    name = "salzburger_nachrichten"
    publisher = "Salzburger Nachrichten"
    country = "AT"
    languages = ("de",)
    timezone = "Europe/Vienna"
    home = "https://www.sn.at/"
    news_sitemaps = ("https://www.sn.at/news-artikel.sitemap.xml",)
    sitemaps = ("https://www.sn.at/portal-artikel.sitemap.xml",)
