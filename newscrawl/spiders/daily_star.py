from newscrawl.platforms import NewsSpider


class DailyStarSpider(NewsSpider):
    name = "daily_star"
    publisher = "Daily Star"
    country = "GB"
    languages = ("en",)
    timezone = "Europe/London"
    home = "https://www.dailystar.co.uk/"
    news_sitemaps = ("https://www.dailystar.co.uk/map_news.xml",)
    sitemaps = ("https://www.dailystar.co.uk/sitemaps/sitemap_index.xml",)
    oldest_first = True
    browsers_only = True  # seen 2026-08
