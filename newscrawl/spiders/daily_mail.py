from newscrawl.platforms import NewsSpider


class DailyMailSpider(NewsSpider):
    name = "daily_mail"
    publisher = "Daily Mail"
    country = "GB"
    languages = ("en",)
    timezone = "Europe/London"
    home = "https://www.dailymail.co.uk/"
    news_sitemaps = ("https://www.dailymail.co.uk/google-news-sitemap.xml",)
    sitemaps = ("https://www.dailymail.co.uk/sitemap-articles-year~{YYYY}.xml",)
    browsers_only = True  # seen 2026-08
