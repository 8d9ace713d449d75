from newscrawl.platforms import NewsSpider


class VogueDeSpider(NewsSpider):
    name = "vogue_de"
    publisher = "Vogue"
    country = "DE"
    languages = ("de",)
    timezone = "Europe/Berlin"
    home = "https://www.vogue.de/"
    feeds = ("https://www.vogue.de/feed/rss",)
    news_sitemaps = ("https://www.vogue.de/feed/sitemap-news/sitemap-google-news",)
    sitemaps = ("https://www.vogue.de/sitemap.xml",)
