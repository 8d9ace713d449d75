from newscrawl.platforms import NewsSpider


class GlobeAndMailSpider(NewsSpider):
    name = "globe_and_mail"
    publisher = "The Globe and Mail"
    country = "CA"
    languages = ("en",)
    home = "https://www.theglobeandmail.com/"
    news_sitemaps = (
        "https://www.theglobeandmail.com/arc/outboundfeeds/news-sitemap-index/?outputType=xml",
        "https://www.theglobeandmail.com/arc/outboundfeeds/sitemap-index/?outputType=xml",
    )
