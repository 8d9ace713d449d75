from newscrawl.platforms import NewsSpider


class CensorNetSpider(NewsSpider):
    name = "censor_net"
    publisher = "Censor.net"
    country = "UA"
    languages = ("ru", "uk")
    timezone = "Europe/Kyiv"
    home = "https://censor.net/"
    feeds = ("https://censor.net/includes/news_ru.xml", "https://censor.net/includes/resonance_uk.xml")
