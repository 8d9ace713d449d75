from newscrawl.platforms import NewsSpider


class SankeiShimbunSpider(NewsSpider):
    name = "sankei_shimbun"
    publisher = "Sankei Shimbun"
    country = "JP"
    languages = ("ja",)
    timezone = "Asia/Tokyo"
    home = "https://www.sankei.com/"
    news_sitemaps = ("https://www.sankei.com/feeds/sitemapindex-category/?outputType=xml",)
