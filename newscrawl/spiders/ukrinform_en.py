from newscrawl.platforms import NewsSpider


class UkrinformEnSpider(NewsSpider):
    name = "ukrinform_en"
    publisher = "Ukrinform"
    country = "UA"
    languages = ("en",)
    timezone = "Europe/Kyiv"
    home = "https://www.ukrinform.net/"
    feeds = ("https://www.ukrinform.net/rss/block-lastnews",)
