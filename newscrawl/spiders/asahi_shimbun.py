from newscrawl.platforms import NewsSpider


class AsahiShimbunSpider(NewsSpider):
    name = "asahi_shimbun"
    publisher = "Asahi Shimbun"
    country = "JP"
    languages = ("ja",)
    timezone = "Asia/Tokyo"
    home = "https://www.asahi.com/"
    news_sitemaps = ("https://www.asahi.com/sitemap.xml",)
