from newscrawl.platforms import NewsSpider


class EveningStandardSpider(NewsSpider):
    name = "evening_standard"
    publisher = "Evening Standard"
    country = "GB"
    languages = ("en",)
    timezone = "Europe/London"
    home = "https://www.standard.co.uk/"
    feeds = ("https://www.standard.co.uk/rss",)
    sitemaps = ("https://www.standard.co.uk/sitemap.xml",)
    child_sitemaps = "sitemap-articles|sitemap-recent"
    article_pattern = r"-b\d{7,}\.html"
