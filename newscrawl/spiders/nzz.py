from newscrawl.platforms import NewsSpider


class NzzSpider(NewsSpider):
    name = "nzz"
    publisher = "Neue Zürcher Zeitung"
    country = "CH"
    languages = ("de",)
    timezone = "Europe/Zurich"
    names = ("NZZ",)
    home = "https://www.nzz.ch/"
    news_sitemaps = ("https://www.nzz.ch/sitemap/news0.xml",)
    sitemaps = ("https://www.nzz.ch/sitemap.xml",)
    child_sitemaps = r"sitemap/\d{4}/\d{2}"
