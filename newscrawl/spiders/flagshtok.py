from newscrawl.platforms import NewsSpider


class FlagshtokSpider(NewsSpider):
    name = "flagshtok"
    publisher = "Flagshtok"
    country = "BY"
    languages = ("ru", "be")
    timezone = "Europe/Minsk"
    home = "https://flagshtok.info/"
    news_sitemaps = ("https://flagshtok.info/sitemap-news.xml",)
