from newscrawl.platforms import NewsSpider


class UkrinformSpider(NewsSpider):
    name = "ukrinform"
    publisher = "Ukrinform"
    country = "UA"
    languages = ("uk",)
    timezone = "Europe/Kyiv"
    home = "https://www.ukrinform.ua/"
    feeds = ("https://www.ukrinform.ua/rss/block-lastnews",)
    sitemaps = ("https://www.ukrinform.ua/sitemap.xml", "https://www.ukrinform.ua/sitemap/last.xml")
