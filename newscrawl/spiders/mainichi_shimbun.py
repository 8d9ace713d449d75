from newscrawl.platforms import NewsSpider


class MainichiShimbunSpider(NewsSpider):
    name = "mainichi_shimbun"
    publisher = "Mainichi Shimbun"
    country = "JP"
    languages = ("ja",)
    timezone = "Asia/Tokyo"
    home = "https://mainichi.jp/"
    feeds = ("https://mainichi.jp/rss/etc/mainichi-flash.rss",)
