from newscrawl.platforms import NewsSpider


class TageblattSpider(NewsSpider):
    name = "tageblatt"
    publisher = "Tageblatt"
    country = "LU"
    languages = ("de",)
    timezone = "Europe/Luxembourg"
    home = "https://www.tageblatt.lu/"
    sitemaps = ("https://www.tageblatt.lu/Sitemap_Index.xml.gz",)
    child_sitemaps = r"^(?!.*Sitemap_Nav\.xml)"
    oldest_first = True
