from newscrawl.platforms import NewsSpider


class TaipeiTimesSpider(NewsSpider):
    name = "taipei_times"
    publisher = "Taipei Times"
    country = "TW"
    languages = ("en",)
    timezone = "Asia/Taipei"
    home = "https://www.taipeitimes.com/"
    news_sitemaps = ("https://www.taipeitimes.com/sitemap/sitemap.xml",)
    sitemaps = ("https://www.taipeitimes.com/sitemapIndex.xml",)
