from newscrawl.platforms import NewsSpider


class SeznamZpravySpider(NewsSpider):
    name = "seznam_zpravy"
    publisher = "Seznam Zprávy"
    country = "CZ"
    languages = ("cs",)
    timezone = "Europe/Prague"
    home = "https://seznamzpravy.cz/"
    feeds = ("https://www.seznamzpravy.cz/rss",)
    news_sitemaps = ("https://www.seznamzpravy.cz/sitemaps/sitemap_news.xml",)
    sitemaps = ("https://www.seznamzpravy.cz/sitemaps/sitemap_articles.xml",)
    article_pattern = "/clanek/"
