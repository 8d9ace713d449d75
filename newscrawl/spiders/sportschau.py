from newscrawl.platforms import NewsSpider


class SportschauSpider(NewsSpider):
    name = "sportschau"
    publisher = "Sportschau"
    country = "DE"
    languages = ("de",)
    timezone = "Europe/Berlin"
    home = "https://www.sportschau.de/"
    feeds = ("https://www.sportschau.de/index~rss2.xml",)
    news_sitemaps = ("https://www.sportschau.de/kompakt-sp-100~news.xml",)
    sitemaps = ("https://www.sportschau.de/index~sitemap_p-0.xml",)
