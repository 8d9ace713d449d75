from newscrawl.platforms import NewsSpider


class IsolezweSpider(NewsSpider):
    name = "isolezwe"
    publisher = "Isolezwe"
    country = "ZA"
    languages = ()  # not known: its feeds and sitemaps name none
    timezone = "Africa/Johannesburg"
    home = "https://www.isolezwe.co.za/"
    sitemaps = ("https://isolezwe.co.za/sitemap/",)
