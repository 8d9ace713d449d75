from newscrawl.platforms import NewsSpider


class TheGuardianSpider(NewsSpider):
    name = "the_guardian"
    publisher = "The Guardian"
    country = "GB"
    languages = ("en",)
    timezone = "Europe/London"
    home = "https://www.theguardian.com/"
    news_sitemaps = ("https://www.theguardian.com/sitemaps/news.xml",)
