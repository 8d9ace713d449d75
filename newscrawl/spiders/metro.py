from newscrawl.platforms import NewsSpider


class MetroSpider(NewsSpider):
    name = "metro"
    publisher = "Metro"
    country = "GB"
    languages = ("en",)
    timezone = "Europe/London"
    home = "https://metro.co.uk/"
    news_sitemaps = ("https://metro.co.uk/news-sitemap.xml",)
    sitemaps = ("https://metro.co.uk/sitemap.xml",)
