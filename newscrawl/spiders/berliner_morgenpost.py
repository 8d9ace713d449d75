from newscrawl.platforms.funke import FunkeSpider


class BerlinerMorgenpostSpider(FunkeSpider):
    name = "berliner_morgenpost"
    publisher = "Berliner Morgenpost"
    country = "DE"
    languages = ("de",)
    timezone = "Europe/Berlin"
    home = "https://www.morgenpost.de/"
