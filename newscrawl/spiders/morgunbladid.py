from newscrawl.platforms import NewsSpider


class MorgunbladidSpider(NewsSpider):
    name = "morgunbladid"
    publisher = "Morgunbladid"
    country = "IS"
    languages = ("is", "en")
    timezone = "Atlantic/Reykjavik"
    home = "https://www.mbl.is/"
    feeds = (
        "https://www.mbl.is/feeds/fp/",
        "https://www.mbl.is/feeds/innlent/",
        "https://www.mbl.is/feeds/erlent/",
        "https://www.mbl.is/feeds/english/",
        "https://www.mbl.is/feeds/helst/",
    )
    sitemaps = ("https://www.mbl.is/mm/sitemap.xml",)
    browsers_only = True  # seen 2026-08
