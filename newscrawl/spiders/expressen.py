from newscrawl.platforms import NewsSpider


class ExpressenSpider(NewsSpider):
    name = "expressen"
    publisher = "Expressen"
    country = "SE"
    languages = ("sv",)
    timezone = "Europe/Stockholm"
    home = "https://www.expressen.se/"
    feeds = (
        "https://feeds.expressen.se/nyheter/",
        "https://feeds.expressen.se/gt",
        "https://feeds.expressen.se/kvp/",
        "https://feeds.expressen.se/sport/",
        "https://feeds.expressen.se/fotboll/",
        "https://feeds.expressen.se/hockey/",
        "https://feeds.expressen.se/noje/",
        "https://feeds.expressen.se/debatt/",
        "https://feeds.expressen.se/ledare/",
        "https://feeds.expressen.se/kultur/",
        "https://feeds.expressen.se/dinapengar/",
        "https://feeds.expressen.se/halsoliv/",
        "https://feeds.expressen.se/levabo/",
        "https://feeds.expressen.se/motor/",
        "https://feeds.expressen.se/allt-om-resor/",
    )
    sitemaps = ("https://www.expressen.se/sitemap.xml",)
    oldest_first = True
    skip_pattern = "/tv/|expressen-direkt"
