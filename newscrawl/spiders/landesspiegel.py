from newscrawl.platforms import NewsSpider


class LandesspiegelSpider(NewsSpider):
    name = "landesspiegel"
    publisher = "Landesspiegel"
    country = "LI"
    languages = ("de",)
    timezone = "Europe/Vaduz"
    home = "https://www.landesspiegel.li/"
    news_sitemaps = ("https://landesspiegel.li/sitemap-news.xml",)
    sitemaps = ("https://landesspiegel.li/sitemap-posttype-post.xml",)
