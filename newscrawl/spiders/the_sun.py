from newscrawl.platforms import NewsSpider


class TheSunSpider(NewsSpider):
    name = "the_sun"
    publisher = "The Sun"
    country = "GB"
    languages = ("en",)
    timezone = "Europe/London"
    home = "https://www.thesun.co.uk/"
    news_sitemaps = ("https://www.thesun.co.uk/news-sitemap.xml",)
    sitemaps = ("https://www.thesun.co.uk/sitemap.xml",)
    skip_pattern = "sun-bingo|web-stories"
