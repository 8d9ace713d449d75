from newscrawl.platforms import NewsSpider


class NikkanGendaiSpider(NewsSpider):
    name = "nikkan_gendai"
    publisher = "Nikkan Gendai"
    country = "JP"
    languages = ("ja",)
    timezone = "Asia/Tokyo"
    home = "https://www.nikkan-gendai.com/"
    sitemaps = ("https://www.nikkan-gendai.com/sitemap.xml",)
    child_sitemaps = "type=articles"
    oldest_first = True
