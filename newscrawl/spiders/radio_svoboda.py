from newscrawl.platforms.pangea import PangeaSpider


class RadioSvobodaSpider(PangeaSpider):
    name = "radio_svoboda"
    publisher = "Radio Svoboda"
    country = "UA"
    languages = ("uk",)
    timezone = "Europe/Kyiv"
    home = "https://www.radiosvoboda.org/"
    feeds = ("https://www.radiosvoboda.org/api/zrqiteuuir",)
