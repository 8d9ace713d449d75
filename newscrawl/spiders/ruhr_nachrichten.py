from newscrawl.platforms.wordpress import WordPressSpider


class RuhrNachrichtenSpider(WordPressSpider):
    name = "ruhr_nachrichten"
    publisher = "Ruhr Nachrichten"
    country = "DE"
    languages = ("de",)
    timezone = "Europe/Berlin"
    home = "https://www.ruhrnachrichten.de/"
    feeds = ("https://www.ruhrnachrichten.de/service/feed/",)
    news_sitemaps = ("https://www.ruhrnachrichten.de/news-sitemap.xml",)
    sitemaps = ("https://www.ruhrnachrichten.de/sitemap_index.xml",)
    child_sitemaps = "post-sitemap"
    oldest_first = True
