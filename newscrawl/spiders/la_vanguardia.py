from newscrawl.platforms import NewsSpider


class LaVanguardiaSpider(NewsSpider):
    name = "la_vanguardia"
    publisher = "La Vanguardia"
    country = "ES"
    languages = ("es",)
    home = "https://www.lavanguardia.com/"
    feeds = (
        "https://www.lavanguardia.com/rss/home.xml",
        "https://www.lavanguardia.com/rss/internacional.xml",
    )
    news_sitemaps = (
        "https://www.lavanguardia.com/sitemap-google-news.xml",
        "https://www.lavanguardia.com/sitemap-news-agencias.xml",
    )
    sitemaps = ("https://www.lavanguardia.com/sitemap-noticias-{YYYY}{MM}.xml.gz",)
