from newscrawl.platforms.funke import FunkeSpider


class WazSpider(FunkeSpider):
    name = "waz"
    publisher = "Westdeutsche Allgemeine Zeitung"
    country = "DE"
    languages = ("de",)
    timezone = "Europe/Berlin"
    names = ("WAZ",)
    home = "https://www.waz.de/"
    sitemaps = ()
