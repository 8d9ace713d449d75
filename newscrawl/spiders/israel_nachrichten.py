from newscrawl.platforms.wordpress import WordPressSpider


class IsraelNachrichtenSpider(WordPressSpider):
    name = "israel_nachrichten"
    publisher = "Israel Nachrichten"
    country = "IL"
    languages = ()  # not known: its feeds and sitemaps name none
    home = "https://www.israel-nachrichten.org/"
    sitemaps = ("https://www.israel-nachrichten.org/wp-sitemap.xml",)
    child_sitemaps = "posts-post"
    oldest_first = True
