from newscrawl.platforms.wordpress import WordPressSpider


class MexicoNewsDailySpider(WordPressSpider):
    name = "mexico_news_daily"
    publisher = "Mexico News Daily"
    country = "MX"
    languages = ()  # not known: its feeds and sitemaps name none
    home = "https://mexiconewsdaily.com/"
    sitemaps = ("https://mexiconewsdaily.com/sitemap_index.xml",)
    child_sitemaps = "post-sitemap"
    browsers_only = True  # seen 2026-08
