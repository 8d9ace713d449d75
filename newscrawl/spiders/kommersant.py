from newscrawl.platforms import NewsSpider


class KommersantSpider(NewsSpider):
    name = "kommersant"
    publisher = "Kommersant"
    country = "RU"
    languages = ("ru",)
    home = "https://www.kommersant.ru/"
    feeds = ("https://www.kommersant.ru/RSS/news.xml",)
    news_sitemaps = ("https://www.kommersant.ru/sitemaps/sitemap_news.xml",)
    sitemaps = ("https://www.kommersant.ru/sitemaps/all_docs_sitemap.xml",)
    oldest_first = True
