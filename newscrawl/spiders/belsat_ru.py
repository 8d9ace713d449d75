from newscrawl.platforms import NewsSpider


class BelsatRuSpider(NewsSpider):
    name = "belsat_ru"
    publisher = "Belsat"
    country = "PL"
    languages = ("ru",)
    home = "https://ru.belsat.eu/"
    feeds = ("https://ru.belsat.eu/rss", "https://ru.belsat.eu/shared/feed/google_news.php")
    sitemaps = ("https://ru.belsat.eu/sitemap-full_index.xml",)
