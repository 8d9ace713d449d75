from newscrawl.platforms import NewsSpider


class GamestarSpider(NewsSpider):
    name = "gamestar"
    publisher = "Gamestar"
    country = "DE"
    languages = ("de",)
    timezone = "Europe/Berlin"
    home = "https://www.gamestar.de/"
    news_sitemaps = ("https://www.gamestar.de/sitemapnews.xml",)
    sitemaps = ("https://www.gamestar.de/artikel_archiv_index.xml",)
