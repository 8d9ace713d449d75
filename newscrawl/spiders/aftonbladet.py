from newscrawl.platforms import NewsSpider


class AftonbladetSpider(NewsSpider):
    name = "aftonbladet"
    publisher = "Aftonbladet"
    country = "SE"
    languages = ("sv",)
    timezone = "Europe/Stockholm"
    home = "https://www.aftonbladet.se/"
    feeds = ("https://rss.aftonbladet.se/rss2/small/pages/sections/senastenytt/",)
    news_sitemaps = ("https://www.aftonbladet.se/sitemaps/files/articles-48hrs.xml",)
    sitemaps = ("https://www.aftonbladet.se/sitemap.xml",)
    child_sitemaps = r"articles\.xml"
    oldest_first = True
    article_pattern = r"/a/\w+/"
