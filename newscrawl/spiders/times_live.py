from newscrawl.platforms import NewsSpider


class TimesLiveSpider(NewsSpider):
    name = "times_live"
    publisher = "TimesLIVE"
    country = "ZA"
    languages = ("en",)
    timezone = "Africa/Johannesburg"
    home = "https://www.timeslive.co.za/"
    feeds = ("https://www.timeslive.co.za/arc/outboundfeeds/google-news-feed/",)
    news_sitemaps = ("https://www.timeslive.co.za/arc/outboundfeeds/sitemap-news-index/",)
    sitemaps = (
        "https://www.timeslive.co.za/arc/outboundfeeds/sitemap-index/",
        "https://www.timeslive.co.za/arc/outboundfeeds/sitemap-section-index/",
    )
