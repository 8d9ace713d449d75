from newscrawl.platforms import NewsSpider


class RestOfWorldSpider(NewsSpider):
    name = "rest_of_world"
    publisher = "Rest of World"
    country = "US"
    languages = ("en",)
    home = "https://restofworld.org/"
    feeds = ("https://restofworld.org/feed/latest/",)
    sitemaps = ("https://restofworld.org/sitemap.xml",)
    article_pattern = r"/20\d{2}/"
