from newscrawl.platforms.wordpress import WordPressSpider


class TheInterceptSpider(WordPressSpider):
    name = "the_intercept"
    publisher = "The Intercept"
    country = "US"
    languages = ("en",)
    home = "https://theintercept.com/"
    feeds = ("https://theintercept.com/feed/?lang=en",)
    sitemaps = ("https://theintercept.com/sitemap_index.xml",)
    child_sitemaps = "post-sitemap"
    oldest_first = True
    article_pattern = r"/\d{4}/\d{2}/\d{2}/"
