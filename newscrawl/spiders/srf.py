from newscrawl.platforms import NewsSpider


class SrfSpider(NewsSpider):
    name = "srf"
    publisher = "Schweizer Radio und Fernsehen"
    country = "CH"
    languages = ("de",)
    timezone = "Europe/Zurich"
    home = "https://www.srf.ch/"
    feeds = ("https://www.srf.ch/news/bnf/rss/1646",)
    news_sitemaps = ("https://www.srf.ch/sitemaps/newsmap/news/index.xml",)
    sitemaps = ("https://www.srf.ch/new-news-sitemap",)
