from newscrawl.platforms import NewsSpider


class MeduzaSpider(NewsSpider):
    name = "meduza"
    publisher = "Meduza"
    country = "LV"
    languages = ("ru", "en")
    home = "https://meduza.io/"
    feeds = ("https://meduza.io/rss2/news", "https://meduza.io/rss/all", "https://meduza.io/rss2/en/news")
