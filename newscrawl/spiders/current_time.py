from newscrawl.platforms.pangea import PangeaSpider


class CurrentTimeSpider(PangeaSpider):
    name = "current_time"
    publisher = "Current Time"
    country = "CZ"
    languages = ("ru",)
    home = "https://www.currenttime.tv/"
    feeds = ("https://www.currenttime.tv/api/zgbip_e_tpp_",)
