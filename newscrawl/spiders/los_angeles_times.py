from newscrawl.platforms import NewsSpider


class LosAngelesTimesSpider(NewsSpider):
    name = "los_angeles_times"
    publisher = "Los Angeles Times"
    country = "US"
    languages = ("en",)
    home = "https://www.latimes.com/"
    news_sitemaps = ("https://www.latimes.com/news-sitemap.xml",)
    sitemaps = ("https://www.latimes.com/sitemap.xml",)
