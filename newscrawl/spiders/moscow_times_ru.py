from newscrawl.platforms import NewsSpider


class MoscowTimesRuSpider(NewsSpider):
    name = "moscow_times_ru"
    publisher = "Moscow Times"
    country = "NL"
    languages = ("ru",)
    home = "https://www.moscowtimes.ru/"
    feeds = ("https://www.moscowtimes.ru/rss/news",)
