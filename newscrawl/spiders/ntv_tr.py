from newscrawl.platforms import NewsSpider


class NtvTrSpider(NewsSpider):
    name = "ntv_tr"
    publisher = "NTV"
    country = "TR"
    languages = ("tr",)
    timezone = "Europe/Istanbul"
    home = "https://www.ntv.com.tr/"
    feeds = ("https://www.ntv.com.tr/gundem.rss",)
    news_sitemaps = ("https://www.ntv.com.tr/sitemaps/news-sitemap.xml",)
    sitemaps = ("https://www.ntv.com.tr/sitemaps",)
