from newscrawl.platforms import NewsSpider


class TheNationSpider(NewsSpider):
    name = "the_nation"
    publisher = "The Nation"
    country = "US"
    languages = ("en",)
    home = "https://www.thenation.com/"
    news_sitemaps = ("https://www.thenation.com/news-sitemap.xml",)
    sitemaps = ("https://www.thenation.com/sitemap_index.xml",)
    child_sitemaps = "article-sitemap"
    oldest_first = True
