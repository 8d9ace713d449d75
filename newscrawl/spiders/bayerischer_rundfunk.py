from newscrawl.outlets import Rules
from newscrawl.platforms import NewsSpider


class BayerischerRundfunkSpider(NewsSpider):
    name = "bayerischer_rundfunk"
    publisher = "Bayerischer Rundfunk"
    country = "DE"
    languages = ("de",)
    timezone = "Europe/Berlin"
    names = ("BR",)
    home = "https://www.br.de/"
    news_sitemaps = ("https://www.br.de/nachrichten/sitemaps/news.xml",)
    skip_pattern = r"br-fernsehen/sendungen|index\.html$"
    rules = Rules(drop='#articlebody p:contains("BR24 Newsletter")')  # 2026-04
