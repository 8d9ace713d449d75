from newscrawl.platforms.funke import FunkeSpider


class HamburgerAbendblattSpider(FunkeSpider):
    name = "hamburger_abendblatt"
    publisher = "Hamburger Abendblatt"
    country = "DE"
    languages = ("de",)
    timezone = "Europe/Berlin"
    home = "https://www.abendblatt.de/"
    feeds = ("https://www.abendblatt.de/rss",)
