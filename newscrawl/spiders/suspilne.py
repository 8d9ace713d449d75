from newscrawl.platforms import NewsSpider


class SuspilneSpider(NewsSpider):
    name = "suspilne"
    publisher = "Suspilne"
    country = "UA"
    languages = ("uk",)
    timezone = "Europe/Kyiv"
    home = "https://suspilne.media/"
    feeds = ("https://suspilne.media/rss/all.rss",)
    sitemaps = ("https://suspilne.media/suspilne/sitemap/sitemap.xml",)
