from newscrawl.platforms import NewsSpider


class SueddeutscheZeitungSpider(NewsSpider):
    name = "sueddeutsche_zeitung"
    publisher = "Süddeutsche Zeitung"
    country = "DE"
    languages = ("de",)
    timezone = "Europe/Berlin"
    home = "https://www.sueddeutsche.de/"
    feeds = ("https://rss.sueddeutsche.de/alles",)
