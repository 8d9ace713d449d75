from newscrawl.platforms import NewsSpider


class YomiuriShimbunSpider(NewsSpider):
    name = "yomiuri_shimbun"
    publisher = "Yomiuri Shimbun"
    country = "JP"
    languages = ("ja",)
    timezone = "Asia/Tokyo"
    home = "https://www.yomiuri.co.jp/"
    news_sitemaps = ("https://www.yomiuri.co.jp/sitemap-news-latest.xml",)
    sitemaps = ("https://www.yomiuri.co.jp/sitemap.xml",)
