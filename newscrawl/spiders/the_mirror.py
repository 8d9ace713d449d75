from newscrawl.platforms import NewsSpider


class TheMirrorSpider(NewsSpider):
    name = "the_mirror"
    publisher = "The Mirror"
    country = "GB"
    languages = ("en",)
    timezone = "Europe/London"
    home = "https://www.mirror.co.uk/"
    news_sitemaps = ("https://www.mirror.co.uk/map_news.xml",)
    sitemaps = ("https://www.mirror.co.uk/sitemaps/sitemap_index.xml",)
    oldest_first = True
    article_pattern = r"-\d{8,}\b"
    browsers_only = True  # seen 2026-08
