from newscrawl.platforms import NewsSpider


class JyllandsPostenSpider(NewsSpider):
    name = "jyllands_posten"
    publisher = "Jyllands Posten"
    country = "DK"
    languages = ("da",)
    timezone = "Europe/Copenhagen"
    home = "https://jyllands-posten.dk/"
    sitemaps = ("https://jyllands-posten.dk/sitemapindex.xml",)
    oldest_first = True
    article_pattern = r"/ECE\d+/"
