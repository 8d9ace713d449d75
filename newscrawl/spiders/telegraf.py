from newscrawl.platforms import NewsSpider


class TelegrafSpider(NewsSpider):
    name = "telegraf"
    publisher = "Telegraf"
    country = "UA"
    languages = ("ru",)
    timezone = "Europe/Kyiv"
    home = "https://telegraf.com.ua/"
    feeds = ("https://telegraf.com.ua/yandex-feed/",)
