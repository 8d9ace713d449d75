from newscrawl.platforms import NewsSpider


class TheWestAustralianSpider(NewsSpider):
    name = "the_west_australian"
    publisher = "The West Australian"
    country = "AU"
    languages = ("en",)
    home = "https://thewest.com.au/"
    feeds = ("https://thewest.com.au/rss",)
    news_sitemaps = ("https://thewest.com.au/news-sitemap.xml",)
    sitemaps = ("https://thewest.com.au/sitemap.xml",)
    oldest_first = True
