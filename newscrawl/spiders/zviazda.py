from newscrawl.platforms import NewsSpider


class ZviazdaSpider(NewsSpider):
    name = "zviazda"
    publisher = "Zviazda"
    country = "BY"
    languages = ("be",)
    timezone = "Europe/Minsk"
    home = "https://zviazda.by/"
    feeds = ("https://zviazda.by/be/rss.xml",)
