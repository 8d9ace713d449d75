from newscrawl.platforms import NewsSpider


class DeutscheWelleEnSpider(NewsSpider):
    name = "deutsche_welle_en"
    publisher = "Deutsche Welle"
    country = "DE"
    languages = ("en",)
    names = ("DW",)
    home = "https://www.dw.com/en/"
    feeds = ("https://rss.dw.com/xml/rss-en-all",)
    news_sitemaps = ("https://www.dw.com/en/news-sitemap.xml",)
    sitemaps = ("https://www.dw.com/en/article-sitemap.xml",)
    article_pattern = r"^https?://www\.dw\.com/en/[^/]+/a-\d+"
