from newscrawl.platforms import NewsSpider


class InewsSpider(NewsSpider):
    name = "inews"
    publisher = "i"
    country = "GB"
    languages = ("en",)
    timezone = "Europe/London"
    home = "https://inews.co.uk/"
    sitemaps = ("https://inews.co.uk/sitemap.xml",)
