from newscrawl.platforms import NewsSpider


class HaberturkSpider(NewsSpider):
    name = "haberturk"
    publisher = "Haberturk"
    country = "TR"
    languages = ("tr",)
    timezone = "Europe/Istanbul"
    home = "https://www.haberturk.com/"
    news_sitemaps = ("https://www.haberturk.com/sitemap_google_news.xml",)
    sitemaps = ("https://www.haberturk.com/sitemap.xml",)
    child_sitemaps = "news|special|posts|ozel_icerikler"
    oldest_first = True
