from newscrawl.platforms import NewsSpider
from newscrawl.spiders.korrespondent import KorrespondentSpider as _RussianEdition


class KorrespondentUaSpider(NewsSpider):
    name = "korrespondent_ua"
    publisher = "Кореспондент.net"
    country = "UA"
    languages = ("uk",)
    timezone = "Europe/Kyiv"
    names = ("Кореспондент",)
    home = "https://ua.korrespondent.net/"
    feeds = ("http://k.img.com.ua/rss/ua/all_news2.0.xml",)
    sitemaps = ("https://ua.korrespondent.net/sitemap/ua/sitemap.xml",)
    archives = ("https://ua.korrespondent.net/all/{YYYY}/{month}/{D}/",)
    listing_links = "div.article__title"
    listing_paging = "p{N}"
    article_pattern = r"^https?://ua\.korrespondent\.net/(?:[a-z-]+/){1,2}\d{7}-"
    rules = _RussianEdition.rules
