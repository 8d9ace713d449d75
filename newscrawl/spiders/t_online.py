from newscrawl.platforms import NewsSpider


class TOnlineSpider(NewsSpider):
    name = "t_online"
    publisher = "T-Online"
    country = "DE"
    languages = ("de",)
    timezone = "Europe/Berlin"
    home = "https://www.t-online.de/"
    feeds = (
        "https://www.t-online.de/nachrichten/feed.rss",
        "https://www.t-online.de/nachrichten/ukraine/feed.rss",
        "https://www.t-online.de/nachrichten/panorama/feed.rss",
        "https://www.t-online.de/sport/feed.rss",
        "https://www.t-online.de/sport/fussball/feed.rss",
        "https://www.t-online.de/unterhaltung/feed.rss",
        "https://www.t-online.de/digital/feed.rss",
        "https://www.t-online.de/finanzen/feed.rss",
        "https://www.t-online.de/mobilitaet/feed.rss",
        "https://www.t-online.de/gesundheit/feed.rss",
        "https://www.t-online.de/leben/feed.rss",
        "https://www.t-online.de/heim-garten/feed.rss",
        "https://www.t-online.de/klima/feed.rss",
    )
