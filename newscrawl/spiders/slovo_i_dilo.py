from newscrawl.platforms import NewsSpider


class SlovoIDiloSpider(NewsSpider):
    name = "slovo_i_dilo"
    publisher = "Slovo i Dilo"
    country = "UA"
    languages = ("uk", "ru")
    timezone = "Europe/Kyiv"
    home = "https://www.slovoidilo.ua/"
    sitemaps = ("https://www.slovoidilo.ua/sitemap_index_uk.xml",)
