from newscrawl.platforms import NewsSpider


class HankookIlboSpider(NewsSpider):
    name = "hankook_ilbo"
    publisher = "Hankook Ilbo"
    country = "KR"
    languages = ("ko",)
    timezone = "Asia/Seoul"
    home = "https://www.hankookilbo.com/"
    news_sitemaps = ("https://www.hankookilbo.com/sitemap/latest-articles",)
