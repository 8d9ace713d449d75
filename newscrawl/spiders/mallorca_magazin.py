from newscrawl.platforms import NewsSpider


class MallorcaMagazinSpider(NewsSpider):
    name = "mallorca_magazin"
    publisher = "Mallorca Magazin"
    country = "ES"
    languages = ("de",)
    home = "https://www.mallorcamagazin.com/"
    news_sitemaps = ("https://www.mallorcamagazin.com/googlenews.xml",)
    sitemaps = ("https://www.mallorcamagazin.com/nachrichten/sitemapIndex.xml",)
    oldest_first = True
