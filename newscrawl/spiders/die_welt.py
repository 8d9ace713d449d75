from newscrawl.platforms import NewsSpider


class DieWeltSpider(NewsSpider):
    name = "die_welt"
    publisher = "Die Welt"
    country = "DE"
    languages = ("de",)
    timezone = "Europe/Berlin"
    home = "https://www.welt.de/"
    feeds = ("https://www.welt.de/feeds/latest.rss",)
    news_sitemaps = ("https://www.welt.de/sitemaps/newssitemap/newssitemap.xml",)
    sitemaps = ("https://www.welt.de/sitemaps/sitemap/sitemap.xml",)
    skip_pattern = r"/Anlegertipps-|/videos?\d{2}|/mediathek/"
