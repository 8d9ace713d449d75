from newscrawl.platforms import NewsSpider


class DainikBhaskarSpider(NewsSpider):
    name = "dainik_bhaskar"
    publisher = "Dainik Bhaskar"
    country = "IN"
    languages = ("hi",)
    timezone = "Asia/Kolkata"
    home = "https://www.bhaskar.com/"
    news_sitemaps = ("https://www.bhaskar.com/sitemaps-v1--sitemap-google-news-index.xml",)
