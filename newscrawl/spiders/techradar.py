from newscrawl.platforms import NewsSpider


class TechradarSpider(NewsSpider):
    name = "techradar"
    publisher = "TechRadar"
    country = "GB"
    languages = ("en",)
    home = "https://www.techradar.com/"
    news_sitemaps = ("https://www.techradar.com/sitemap-news.xml",)
    sitemaps = ("https://www.techradar.com/sitemap.xml",)
    child_sitemaps = r"/sitemap-\d{4}-\d{2}\.xml"
    oldest_first = True
    skip_pattern = "/deals/compare|/html/|/outlink|/infinite-scroll-"
