from newscrawl.platforms.wordpress import WordPressSpider


class DizindabaSpider(WordPressSpider):
    name = "dizindaba"
    publisher = "Dizindaba"
    country = "ZA"
    languages = ("xh",)
    timezone = "Africa/Johannesburg"
    home = "https://www.dizindaba.co.za/"
    sitemaps = ("https://dizindaba.co.za/sitemap_index.xml",)
    child_sitemaps = "post-sitemap"
    oldest_first = True
