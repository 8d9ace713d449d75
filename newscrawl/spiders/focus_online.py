from newscrawl.platforms import NewsSpider


class FocusOnlineSpider(NewsSpider):
    name = "focus_online"
    publisher = "Focus Online"
    country = "DE"
    languages = ("de",)
    timezone = "Europe/Berlin"
    home = "https://www.focus.de/"
    news_sitemaps = ("https://www.focus.de/sitemap_news_ressorts.xml",)
