from newscrawl.platforms import NewsSpider


class EuroradioSpider(NewsSpider):
    name = "euroradio"
    publisher = "Euroradio"
    country = "BY"
    languages = ("ru", "be")
    timezone = "Europe/Minsk"
    home = "https://euroradio.fm/"
    feeds = ("https://euroradio.fm/ru/rss.xml", "https://euroradio.fm/be/rss")
