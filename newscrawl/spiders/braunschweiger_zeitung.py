from newscrawl.platforms.funke import FunkeSpider


class BraunschweigerZeitungSpider(FunkeSpider):
    name = "braunschweiger_zeitung"
    publisher = "Braunschweiger Zeitung"
    country = "DE"
    languages = ("de",)
    timezone = "Europe/Berlin"
    home = "https://www.braunschweiger-zeitung.de/"
    feeds = ("https://www.braunschweiger-zeitung.de/rss",)
