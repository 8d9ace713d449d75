from newscrawl.platforms import NewsSpider


class GordonSpider(NewsSpider):
    name = "gordon"
    publisher = "Gordon"
    country = "UA"
    languages = ("ru",)
    timezone = "Europe/Kyiv"
    home = "https://gordonua.com/"
    feeds = ("https://gordonua.com/xml/rss_category/top.html",)
