from newscrawl.platforms.wordpress import WordPressSpider


class TheWashingtonFreeBeaconSpider(WordPressSpider):
    name = "the_washington_free_beacon"
    publisher = "The Washington Free Beacon"
    country = "US"
    languages = ("en",)
    home = "https://freebeacon.com/"
    sitemaps = ("https://freebeacon.com/wp-sitemap.xml",)
    child_sitemaps = "blog-sitemap|post-sitemap"
    oldest_first = True
