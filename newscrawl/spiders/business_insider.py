from newscrawl.platforms import NewsSpider


class BusinessInsiderSpider(NewsSpider):
    name = "business_insider"
    publisher = "Business Insider"
    country = "US"
    languages = ("en",)
    home = "https://www.businessinsider.com/"
    news_sitemaps = ("https://www.businessinsider.com/sitemap/google-news.xml",)
