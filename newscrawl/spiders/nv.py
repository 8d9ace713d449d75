from newscrawl.platforms import NewsSpider


class NvSpider(NewsSpider):
    name = "nv"
    publisher = "NV"
    country = "UA"
    languages = ("ru", "uk")
    timezone = "Europe/Kyiv"
    home = "https://nv.ua/"
    feeds = ("https://nv.ua/rss/all.xml", "https://nv.ua/ukr/rss/all.xml")
    article_pattern = r"^https?://(?:www\.)?nv\.ua/"
