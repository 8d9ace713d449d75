from newscrawl.platforms import NewsSpider


class NetzpolitikSpider(NewsSpider):
    name = "netzpolitik"
    publisher = "netzpolitik.org"
    country = "DE"
    languages = ("de",)
    timezone = "Europe/Berlin"
    home = "https://netzpolitik.org/"
    feeds = ("https://netzpolitik.org/feed/",)
    sitemaps = ("https://netzpolitik.org/sitemap.xml",)
    child_sitemaps = "sitemap-posttype-post"
