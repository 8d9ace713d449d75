from newscrawl.platforms import NewsSpider


class KleineZeitungSpider(NewsSpider):
    name = "kleine_zeitung"
    publisher = "Kleine Zeitung"
    country = "AT"
    languages = ("de",)
    timezone = "Europe/Vienna"
    home = "https://www.kleinezeitung.at/"
    news_sitemaps = ("https://www.kleinezeitung.at/news-sitemap",)
    sitemaps = ("https://www.kleinezeitung.at/sitemaps/sitemap_main.xml",)
    oldest_first = True
