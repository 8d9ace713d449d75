from newscrawl.platforms.wordpress import WordPressSpider


class EyethuNewsSpider(WordPressSpider):
    name = "eyethu_news"
    publisher = "Eyethu News"
    country = "ZA"
    languages = ("en",)
    timezone = "Africa/Johannesburg"
    home = "https://www.eyethunews.co.za/"
    sitemaps = ("https://eyethunews.co.za/sitemap.xml",)
    child_sitemaps = "/post-sitemap"
    oldest_first = True
