from newscrawl.platforms import NewsSpider


class ZwanzigMinutenSpider(NewsSpider):
    name = "zwanzig_minuten"
    publisher = "Zwanzig Minuten"
    country = "CH"
    languages = ("de", "fr")
    timezone = "Europe/Zurich"
    home = "https://www.20min.ch/"
    news_sitemaps = ("https://www.20min.ch/sitemaps/de/news.xml", "https://www.20min.ch/sitemaps/fr/news.xml")
    sitemaps = (
        "https://www.20min.ch/sitemaps/de/articles.xml",
        "https://www.20min.ch/sitemaps/fr/articles.xml",
    )
