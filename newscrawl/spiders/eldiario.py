from newscrawl.platforms import NewsSpider


class EldiarioSpider(NewsSpider):
    name = "eldiario"
    publisher = "elDiario.es"
    country = "ES"
    languages = ("es",)
    home = "https://www.eldiario.es/"
    feeds = ("https://www.eldiario.es/rss/",)
    news_sitemaps = ("https://www.eldiario.es/sitemap_google_news_25b87.xml",)
    sitemaps = ("https://www.eldiario.es/sitemap_index_25b87.xml",)
    child_sitemaps = "sitemap_contents"
