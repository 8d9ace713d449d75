from newscrawl.platforms import NewsSpider


class MotorsportMagazinSpider(NewsSpider):
    name = "motorsport_magazin"
    publisher = "MotorSport Magazin"
    country = "DE"
    languages = ("de",)
    timezone = "Europe/Berlin"
    home = "https://www.motorsport-magazin.com/"
    feeds = ("https://www.motorsport-magazin.com/rss/alle-rennserien.xml",)
    sitemaps = ("https://www.motorsport-magazin.com/sitemap.xml",)
