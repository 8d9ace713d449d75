from newscrawl.platforms import NewsSpider


class ObozrevatelSpider(NewsSpider):
    name = "obozrevatel"
    publisher = "Obozrevatel"
    country = "UA"
    languages = ("ru",)
    timezone = "Europe/Kyiv"
    home = "https://www.obozrevatel.com/"
    feeds = ("http://obozrevatel.com/rss.xml",)
