from newscrawl.platforms import NewsSpider


class DurbanLocalSpider(NewsSpider):
    name = "durban_local"
    publisher = "Durban Local"
    country = "ZA"
    languages = ("en",)
    timezone = "Africa/Johannesburg"
    home = "https://www.durbanlocal.co.za/"
    sitemaps = ("https://durbanlocal.co.za/sitemap/",)
