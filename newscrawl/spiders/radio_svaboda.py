from newscrawl.platforms.pangea import PangeaSpider


class RadioSvabodaSpider(PangeaSpider):
    name = "radio_svaboda"
    publisher = "Radio Svaboda"
    country = "BY"
    languages = ("be",)
    timezone = "Europe/Minsk"
    home = "https://www.svaboda.org/"
    feeds = ("https://www.svaboda.org/api/epiqq",)
