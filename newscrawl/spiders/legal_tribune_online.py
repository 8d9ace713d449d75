from newscrawl.platforms import NewsSpider


class LegalTribuneOnlineSpider(NewsSpider):
    name = "legal_tribune_online"
    publisher = "Legal Tribune Online"
    country = "DE"
    languages = ("de",)
    timezone = "Europe/Berlin"
    home = "https://www.lto.de/"
    feeds = ("https://www.lto.de/rss/feed.xml",)
    news_sitemaps = ("https://www.lto.de/googlenews-sitemap.xml",)
    sitemaps = ("https://www.lto.de/sitemap.xml",)
    child_sitemaps = "/article/"
    skip_pattern = "/podcast/"
