from newscrawl.platforms import NewsSpider


class RzeczpospolitaSpider(NewsSpider):
    name = "rzeczpospolita"
    publisher = "Rzeczpospolita"
    country = "PL"
    languages = ("pl",)
    timezone = "Europe/Warsaw"
    home = "https://www.rp.pl/"
    news_sitemaps = ("https://www.rp.pl/sitemaps/news-sitemap.xml",)
    sitemaps = ("https://www.rp.pl/sitemaps/sitemap.xml",)
