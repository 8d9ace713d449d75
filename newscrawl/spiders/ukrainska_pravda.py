from newscrawl.platforms import NewsSpider


class UkrainskaPravdaSpider(NewsSpider):
    name = "ukrainska_pravda"
    publisher = "Ukrainska Pravda"
    country = "UA"
    languages = ("uk", "ru", "en")
    timezone = "Europe/Kyiv"
    home = "https://www.pravda.com.ua/"
    feeds = (
        "https://www.pravda.com.ua/rss/",
        "https://www.pravda.com.ua/rss/view_news/",
        "https://www.pravda.com.ua/rus/rss/view_news/",
        "https://www.pravda.com.ua/eng/rss/view_news/",
    )
    news_sitemaps = ("https://www.pravda.com.ua/sitemap/sitemap-news.xml",)
    sitemaps = ("https://www.pravda.com.ua/sitemap/sitemap-archive.xml",)
    browsers_only = True  # seen 2026-08
