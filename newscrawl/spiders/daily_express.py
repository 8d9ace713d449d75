from newscrawl.platforms import NewsSpider


class DailyExpressSpider(NewsSpider):
    name = "daily_express"
    publisher = "Daily Express"
    country = "GB"
    languages = ("en",)
    timezone = "Europe/London"
    home = "https://www.express.co.uk/"
    news_sitemaps = ("https://www.express.co.uk/googlenews.xml",)
    sitemaps = ("https://www.express.co.uk/sitemap.xml",)
