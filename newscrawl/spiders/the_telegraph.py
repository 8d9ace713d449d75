from newscrawl.platforms import NewsSpider


class TheTelegraphSpider(NewsSpider):
    name = "the_telegraph"
    publisher = "The Telegraph"
    country = "GB"
    languages = ("en",)
    timezone = "Europe/London"
    home = "https://www.telegraph.co.uk/"
    news_sitemaps = ("https://www.telegraph.co.uk/custom/daily-news/sitemap.xml",)
    sitemaps = ("https://www.telegraph.co.uk/sitemap.xml",)
    browsers_only = True  # seen 2026-08
