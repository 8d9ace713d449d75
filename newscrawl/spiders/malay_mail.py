from newscrawl.platforms import NewsSpider


class MalayMailSpider(NewsSpider):
    name = "malay_mail"
    publisher = "Malay Mail"
    country = "MY"
    languages = ()  # not known: its feeds and sitemaps name none
    timezone = "Asia/Kuala_Lumpur"
    home = "https://www.malaymail.com/"
    feeds = ("https://www.malaymail.com/feed/rss/",)
    sitemaps = ("https://www.malaymail.com/sitemap.xml",)
    browsers_only = True  # seen 2026-08
