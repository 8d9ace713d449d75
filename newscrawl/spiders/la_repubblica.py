from newscrawl.platforms import NewsSpider


class LaRepubblicaSpider(NewsSpider):
    name = "la_repubblica"
    publisher = "La Repubblica"
    country = "IT"
    languages = ("it",)
    timezone = "Europe/Rome"
    home = "https://www.repubblica.it/"
    feeds = ("https://www.repubblica.it/rss/homepage/rss2.0.xml",)
    sitemaps = ("https://www.repubblica.it/sitemap-{YYYY}-{MM}.xml",)
