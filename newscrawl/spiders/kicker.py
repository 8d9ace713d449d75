from newscrawl.platforms import NewsSpider


class KickerSpider(NewsSpider):
    name = "kicker"
    publisher = "Kicker"
    country = "DE"
    languages = ("de",)
    timezone = "Europe/Berlin"
    home = "https://www.kicker.de/"
    feeds = ("https://newsfeed.kicker.de/news/aktuell",)
    news_sitemaps = ("https://newsfeed.kicker.de/googlesitemapnews.xml",)
    skip_pattern = "/slideshow|/video|heute-live|live-konferenz|/bilder|/ticker"
    browsers_only = True  # seen 2026-08
