from newscrawl.platforms import NewsSpider


class BbcUkrainianSpider(NewsSpider):
    name = "bbc_ukrainian"
    publisher = "BBC Ukrainian"
    country = "GB"
    languages = ("uk",)
    home = "https://www.bbc.com/ukrainian/"
    feeds = ("https://feeds.bbci.co.uk/ukrainian/rss.xml",)
    article_pattern = r"^https?://www\.bbc\.com/ukrainian/"
