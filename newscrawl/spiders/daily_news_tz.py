from newscrawl.platforms.wordpress import WordPressSpider


class DailyNewsTzSpider(WordPressSpider):
    name = "daily_news_tz"
    publisher = "Daily News"
    country = "TZ"
    languages = ("en",)
    timezone = "Africa/Dar_es_Salaam"
    home = "https://dailynews.co.tz/"
    sitemaps = ("https://dailynews.co.tz/sitemap_index.xml",)
    child_sitemaps = "post-sitemap"
    oldest_first = True
