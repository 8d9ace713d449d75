from newscrawl.platforms import NewsSpider


class NrkSpider(NewsSpider):
    name = "nrk"
    publisher = "Norsk rikskringkasting"
    country = "NO"
    languages = ("no",)
    timezone = "Europe/Oslo"
    home = "https://www.nrk.no/"
    feeds = (
        "https://www.nrk.no/norge/toppsaker.rss",
        "https://www.nrk.no/urix/toppsaker.rss",
        "https://www.nrk.no/sport/toppsaker.rss",
        "https://www.nrk.no/kultur/toppsaker.rss",
        "https://www.nrk.no/livsstil/toppsaker.rss",
        "https://www.nrk.no/viten/toppsaker.rss",
        "https://www.nrk.no/dokumentar/toppsaker.rss",
    )
    sitemaps = ("https://www.nrk.no/sitemap.xml",)
