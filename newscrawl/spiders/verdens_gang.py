from newscrawl.platforms import NewsSpider


class VerdensGangSpider(NewsSpider):
    name = "verdens_gang"
    publisher = "Verdens Gang"
    country = "NO"
    languages = ("no",)
    timezone = "Europe/Oslo"
    home = "https://www.vg.no/"
    news_sitemaps = ("https://www.vg.no/sitemap/files/articles-48hrs.xml",)
    sitemaps = ("https://www.vg.no/sitemap.xml",)
    child_sitemaps = r"/sitemaps/\d{4}-\d{2}-articles\.xml"
    oldest_first = True
