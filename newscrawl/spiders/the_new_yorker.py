from newscrawl.platforms import NewsSpider


class TheNewYorkerSpider(NewsSpider):
    name = "the_new_yorker"
    publisher = "The New Yorker"
    country = "US"
    languages = ("en",)
    home = "https://www.newyorker.com/"
    news_sitemaps = ("https://www.newyorker.com/feed/google-news-sitemap-feed/sitemap-google-news",)
    sitemaps = ("https://www.newyorker.com/sitemap.xml",)
