from newscrawl.platforms import NewsSpider


class BbcSpider(NewsSpider):
    name = "bbc"
    publisher = "BBC"
    country = "GB"
    languages = ("en",)
    timezone = "Europe/London"
    home = "https://www.bbc.co.uk/"
    sites = ("bbc.com", "bbc.co.uk")
    news_sitemaps = ("https://www.bbc.co.uk/sitemaps/https-index-uk-news.xml",)
    sitemaps = ("https://www.bbc.co.uk/sitemaps/https-index-com-archive.xml",)
    oldest_first = True
    article_pattern = r"^https?://www\.bbc\.(?:com|co\.uk)/(?!russian/|ukrainian/)"
    skip_pattern = r"/(?:videos?|live)/"
