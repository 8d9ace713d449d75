from newscrawl.platforms.wordpress import WordPressSpider


class BusinessInsiderDeSpider(WordPressSpider):
    name = "business_insider_de"
    publisher = "Business Insider DE"
    country = "DE"
    languages = ("de",)
    timezone = "Europe/Berlin"
    home = "https://www.businessinsider.de/"
    feeds = ("https://www.businessinsider.de/feed/businessinsider-alle-artikel",)
    news_sitemaps = ("https://www.businessinsider.de/news-sitemap.xml",)
    sitemaps = ("https://www.businessinsider.de/sitemap_index.xml",)
    child_sitemaps = "post-sitemap"
    oldest_first = True
