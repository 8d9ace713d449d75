from newscrawl.outlets import Rules
from newscrawl.platforms import NewsSpider


class ChunichiShimbunSpider(NewsSpider):
    name = "chunichi_shimbun"
    publisher = "Chunichi Shimbun"
    country = "JP"
    languages = ("ja",)
    timezone = "Asia/Tokyo"
    home = "https://www.chunichi.co.jp/"
    news_sitemaps = ("https://www.chunichi.co.jp/sitemap.xml",)
    rules = Rules(body="#entry .block")  # 2025-01
