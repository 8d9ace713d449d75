from newscrawl.platforms import NewsSpider


class RbcUkraineSpider(NewsSpider):
    name = "rbc_ukraine"
    publisher = "RBC-Ukraine"
    country = "UA"
    languages = ("ru", "uk")
    timezone = "Europe/Kyiv"
    home = "https://www.rbc.ua/"
    feeds = ("https://www.rbc.ua/static/rss/all.rus.rss.xml", "https://www.rbc.ua/static/rss/all.ukr.rss.xml")
