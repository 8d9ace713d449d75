from newscrawl.platforms.wordpress import WordPressSpider


class TheNamibianSpider(WordPressSpider):
    name = "the_namibian"
    publisher = "The Namibian"
    country = "NA"
    languages = ("en",)
    timezone = "Africa/Windhoek"
    home = "https://www.namibian.com.na/"
    feeds = ("https://www.namibian.com.na/feed/",)
    sitemaps = ("https://namibian.com.na/sitemap_index.xml",)
    child_sitemaps = "post-sitemap"
    oldest_first = True
