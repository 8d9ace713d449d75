from newscrawl.platforms import NewsSpider


class TheWashingtonTimesSpider(NewsSpider):
    name = "the_washington_times"
    publisher = "The Washington Times"
    country = "US"
    languages = ("en",)
    home = "https://www.washingtontimes.com/"
    feeds = ("https://www.washingtontimes.com/rss/headlines/news/politics/",)
    sitemaps = (
        "https://www.washingtontimes.com/sitemap-stories.xml",
        "https://www.washingtontimes.com/sitemap-entries.xml",
    )
    browsers_only = True  # seen 2026-08
