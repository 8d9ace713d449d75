from newscrawl.platforms import NewsSpider


class BbcRussianSpider(NewsSpider):
    name = "bbc_russian"
    publisher = "BBC Russian"
    country = "GB"
    languages = ("ru",)
    home = "https://www.bbc.com/russian/"
    feeds = ("https://feeds.bbci.co.uk/russian/rss.xml",)
    article_pattern = r"^https?://www\.bbc\.com/russian/"
