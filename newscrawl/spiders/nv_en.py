from newscrawl.platforms import NewsSpider


class NvEnSpider(NewsSpider):
    name = "nv_en"
    publisher = "NV"
    country = "UA"
    languages = ("en",)
    timezone = "Europe/Kyiv"
    home = "https://english.nv.ua/"
    feeds = ("https://english.nv.ua/rss/all_english.xml",)
