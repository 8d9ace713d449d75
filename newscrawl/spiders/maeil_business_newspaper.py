from newscrawl.platforms import NewsSpider


class MaeilBusinessNewspaperSpider(NewsSpider):
    name = "maeil_business_newspaper"
    publisher = "Maeil Business Newspaper"
    country = "KR"
    languages = ("ko",)
    timezone = "Asia/Seoul"
    home = "https://www.mk.co.kr/"
    sitemaps = (
        "https://www.mk.co.kr/sitemap/latest-articles/",
        "https://www.mk.co.kr/sitemap/daily-articles/",
    )
