from newscrawl.platforms import NewsSpider


class TokyoShimbunSpider(NewsSpider):
    name = "tokyo_shimbun"
    publisher = "Tokyo Shimbun"
    country = "JP"
    languages = ("ja",)
    timezone = "Asia/Tokyo"
    home = "https://www.tokyo-np.co.jp/"
    news_sitemaps = ("https://www.tokyo-np.co.jp/sitemap.xml",)
