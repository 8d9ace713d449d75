from newscrawl.platforms import NewsSpider


class MallorcaZeitungSpider(NewsSpider):
    name = "mallorca_zeitung"
    publisher = "Mallorca Zeitung"
    country = "ES"
    languages = ("de",)
    home = "https://www.mallorcazeitung.es/"
    feeds = ("https://www.mallorcazeitung.es/rss/section/28000",)
    news_sitemaps = ("https://www.mallorcazeitung.es/sitemap_google_news_8d82b.xml",)
