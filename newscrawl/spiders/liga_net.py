from newscrawl.platforms import NewsSpider


class LigaNetSpider(NewsSpider):
    name = "liga_net"
    publisher = "LIGA.net"
    country = "UA"
    languages = ("ru", "uk")
    timezone = "Europe/Kyiv"
    home = "https://www.liga.net/"
    feeds = (
        "https://www.liga.net/news/rss.xml",
        "https://www.liga.net/newsua/all/rss.xml",
        "https://news.liga.net/ua/all/rss.xml",
    )
    sitemaps = ("https://www.liga.net/sitemap-main/sitemap-index.xml",)
