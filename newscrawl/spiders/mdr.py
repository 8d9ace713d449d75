from newscrawl.outlets import Rules
from newscrawl.platforms import NewsSpider


class MdrSpider(NewsSpider):
    name = "mdr"
    publisher = "Mitteldeutscher Rundfunk"
    country = "DE"
    languages = ("de",)
    timezone = "Europe/Berlin"
    names = ("MDR",)
    home = "https://www.mdr.de/"
    feeds = ("https://www.mdr.de/nachrichten/index-rss.xml",)
    news_sitemaps = ("https://www.mdr.de/news-sitemap.xml",)
    sitemaps = ("https://www.mdr.de/sitemap-index-100.xml",)
    skip_pattern = r"/video/|video-\d+\.html"
    rules = Rules(drop=".contentimage, .textauthor, .cssCitationStyleProperties")  # 2026-07
