from newscrawl.platforms import NewsSpider


class NdrSpider(NewsSpider):
    name = "ndr"
    publisher = "Norddeutscher Rundfunk"
    country = "DE"
    languages = ("de",)
    timezone = "Europe/Berlin"
    names = ("NDR",)
    home = "https://www.ndr.de/"
    news_sitemaps = ("https://www.ndr.de/news-102~news.xml",)
    sitemaps = (
        "https://www.ndr.de/index~sitemap_f-sitemap--ndr--info--100.xml",
        "https://www.ndr.de/index~sitemap_f-sitemap--ndr--niedersachsen--100.xml",
        "https://www.ndr.de/index~sitemap_f-sitemap--ndr--schleswig--holstein--100.xml",
        "https://www.ndr.de/index~sitemap_f-sitemap--ndr--mecklenburg--vorpommern--100.xml",
        "https://www.ndr.de/index~sitemap_f-sitemap--ndr--hamburg--100.xml",
        "https://www.ndr.de/index~sitemap_f-sitemap--ndr--sport--100.xml",
        "https://www.ndr.de/index~sitemap_f-sitemap--ndr--kultur--100.xml",
        "https://www.ndr.de/index~sitemap_f-sitemap--ndr--geschichte--100.xml",
    )
    skip_pattern = r"podcast\d{4}|/index\.html"
