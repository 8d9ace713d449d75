from newscrawl.platforms import NewsSpider


class IsolezweLesixhosaSpider(NewsSpider):
    name = "isolezwe_lesixhosa"
    publisher = "Isolezwe LesiXhosa"
    country = "ZA"
    languages = ("xh",)
    timezone = "Africa/Johannesburg"
    home = "https://www.isolezwelesixhosa.co.za/"
    sitemaps = ("https://isolezwelesixhosa.co.za/sitemap/",)
