from newscrawl.platforms import NewsSpider


class CbcNewsSpider(NewsSpider):
    name = "cbc_news"
    publisher = "CBC News"
    country = "CA"
    languages = ("en",)
    home = "https://www.cbc.ca/"
    feeds = (
        "https://www.cbc.ca/webfeed/rss/rss-topstories",
        "https://www.cbc.ca/webfeed/rss/rss-world",
        "https://www.cbc.ca/webfeed/rss/rss-canada",
    )
