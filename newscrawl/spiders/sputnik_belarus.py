from newscrawl.platforms import NewsSpider


class SputnikBelarusSpider(NewsSpider):
    name = "sputnik_belarus"
    publisher = "Sputnik Belarus"
    country = "BY"
    languages = ("ru",)
    timezone = "Europe/Minsk"
    home = "https://sputnik.by/"
    feeds = ("https://sputnik.by/export/rss2/archive/index.xml",)
