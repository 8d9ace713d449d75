from newscrawl.platforms import NewsSpider


class HessenschauSpider(NewsSpider):
    name = "hessenschau"
    publisher = "Hessenschau"
    country = "DE"
    languages = ("de",)
    timezone = "Europe/Berlin"
    home = "https://www.hessenschau.de/"
    feeds = ("https://www.hessenschau.de/index.rss",)
    sitemaps = ("https://www.hessenschau.de/indexsitemap.nc.xml", "https://www.hessenschau.de/sitemap.nc.xml")
