from newscrawl.platforms import NewsSpider


class ThePortugalNewsSpider(NewsSpider):
    name = "the_portugal_news"
    publisher = "The Portugal News"
    country = "PT"
    languages = ()  # not known: its feeds and sitemaps name none
    home = "https://www.theportugalnews.com/"
    sitemaps = ("https://www.theportugalnews.com/sitemap-news.xml",)
    browsers_only = True  # seen 2026-08
