from newscrawl.platforms.wordpress import WordPressSpider


class CorrectivSpider(WordPressSpider):
    name = "correctiv"
    publisher = "Correctiv"
    country = "DE"
    languages = ("de", "en")
    timezone = "Europe/Berlin"
    home = "https://www.correctiv.org/"
    feeds = ("https://correctiv.org/feed/", "https://correctiv.org/en/feed/")
    sitemaps = ("https://www.correctiv.org/sitemap_index.xml",)
    child_sitemaps = "post-sitemap"
    oldest_first = True
