from newscrawl.platforms import NewsSpider


class TheIndependentSpider(NewsSpider):
    name = "the_independent"
    publisher = "The Independent"
    country = "GB"
    languages = ("en",)
    timezone = "Europe/London"
    home = "https://www.independent.co.uk/"
    news_sitemaps = ("https://www.independent.co.uk/sitemaps/googlenews",)
    sitemaps = ("https://www.independent.co.uk/sitemap.xml",)
    child_sitemaps = "sitemap-articles"
