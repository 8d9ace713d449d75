from newscrawl.platforms import NewsSpider


class NovayaGazetaEuropeSpider(NewsSpider):
    name = "novaya_gazeta_europe"
    publisher = "Novaya Gazeta Europe"
    country = "LV"
    languages = ("ru", "en")
    home = "https://novayagazeta.eu/"
    feeds = (
        "https://novayagazeta.eu/feed/rss/ru",
        "https://novayagazeta.eu/feed/rss/en",
        "https://novayagazeta.eu/feed/rss",
    )
