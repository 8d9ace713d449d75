from newscrawl.outlets import Rules
from newscrawl.platforms import NewsSpider


class DailyMaverickSpider(NewsSpider):
    name = "daily_maverick"
    publisher = "Daily Maverick"
    country = "ZA"
    languages = ("en",)
    timezone = "Africa/Johannesburg"
    home = "https://www.dailymaverick.co.za/"
    news_sitemaps = ("https://www.dailymaverick.co.za/news-sitemap.xml",)
    sitemaps = ("https://www.dailymaverick.co.za/sitemap_index.xml",)
    child_sitemaps = "article-sitemap"
    rules = Rules(drop="#summary")  # 2025-05: a second reading mode
