from newscrawl.platforms import NewsSpider


class LuxemburgerWortSpider(NewsSpider):
    name = "luxemburger_wort"
    publisher = "Luxemburger Wort"
    country = "LU"
    languages = ("de",)
    timezone = "Europe/Luxembourg"
    home = "https://www.wort.lu/"
    feeds = ("https://www.wort.lu/de/rss",)
    news_sitemaps = ("https://www.wort.lu/sitemap-news.xml",)
    sitemaps = ("https://www.wort.lu/sitemap.xml",)
    oldest_first = True
    browsers_only = True  # seen 2026-08
