from newscrawl.platforms import NewsSpider


class AgentstvoSpider(NewsSpider):
    name = "agentstvo"
    publisher = "Agentstvo"
    country = "RU"
    languages = ("ru",)
    home = "https://www.agents.media/"
    feeds = ("https://www.agents.media/feed/",)
