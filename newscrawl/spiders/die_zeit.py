from newscrawl.platforms import NewsSpider


class DieZeitSpider(NewsSpider):
    name = "die_zeit"
    publisher = "Die Zeit"
    country = "DE"
    languages = ("de",)
    timezone = "Europe/Berlin"
    home = "https://www.zeit.de/"
    feeds = ("https://newsfeed.zeit.de/news/index",)
    sitemaps = ("https://www.zeit.de/gsitemaps/index.xml",)
    oldest_first = True
    skip_pattern = (
        r"/zett/|/angebote/|/kaenguru-comics/|/administratives/|/index(?!.)|/elbvertiefung-\d{2}-\d{2}"
    )
