from newscrawl.outlets import Rules
from newscrawl.platforms import NewsSpider


class DeutscheWelleSpider(NewsSpider):
    name = "deutsche_welle"
    publisher = "Deutsche Welle"
    country = "DE"
    languages = ("de",)
    names = ("DW",)
    home = "https://www.dw.com/de/"
    feeds = ("https://rss.dw.com/xml/rss-de-all",)
    news_sitemaps = ("https://www.dw.com/de/news-sitemap.xml",)
    sitemaps = ("https://www.dw.com/de/article-sitemap.xml",)
    article_pattern = r"^https?://www\.dw\.com/de/[^/]+/a-\d+"
    rules = Rules(
        authors=".smallList li:nth-of-type(2)::text", date_published=".smallList li:first-of-type::text"
    )  # the plain template, 2023-04
