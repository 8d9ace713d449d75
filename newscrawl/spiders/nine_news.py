from newscrawl.platforms import NewsSpider


class NineNewsSpider(NewsSpider):
    name = "nine_news"
    publisher = "Nine News"
    country = "AU"
    languages = ("en",)
    home = "https://www.nine.com.au/"
    feeds = ("https://www.nine.com.au/rss/feed.xml",)
    sitemaps = ("https://www.nine.com.au/sitemaps/nine-sitemaps-articles.xml",)
    child_sitemaps = "nine-articles-"
