from newscrawl.platforms import NewsSpider


class PoliticoEuSpider(NewsSpider):
    name = "politico_eu"
    publisher = "Politico EU"
    country = "BE"
    languages = ()  # not known: its feeds and sitemaps name none
    home = "https://www.politico.eu/"
    feeds = ("https://www.politico.eu/feed/",)
    news_sitemaps = ("https://www.politico.eu/news-sitemap.xml",)
    sitemaps = ("https://www.politico.eu/sitemap.xml",)
    skip_pattern = "/podcast/"
