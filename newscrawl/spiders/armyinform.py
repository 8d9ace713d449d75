from newscrawl.platforms import NewsSpider


class ArmyinformSpider(NewsSpider):
    name = "armyinform"
    publisher = "ArmyInform"
    country = "UA"
    languages = ("uk",)
    timezone = "Europe/Kyiv"
    home = "https://armyinform.com.ua/"
    feeds = ("https://armyinform.com.ua/feed/",)
