from newscrawl.platforms import NewsSpider


class KrautreporterSpider(NewsSpider):
    name = "krautreporter"
    publisher = "Krautreporter"
    country = "DE"
    languages = ("de",)
    timezone = "Europe/Berlin"
    home = "https://krautreporter.de/"
    feeds = ("https://krautreporter.de/feeds.rss",)
    sitemaps = ("https://krautreporter.de/sitemap.xml",)
    oldest_first = True
    skip_pattern = "/(?:pages|archiv|serien|thema|zusammenhaenge)/"
