from newscrawl.platforms import NewsSpider


class MediaIndonesiaSpider(NewsSpider):
    name = "media_indonesia"
    publisher = "Media Indonesia"
    country = "ID"
    languages = ("id",)
    home = "https://www.mediaindonesia.com/"
    sitemaps = ("https://mediaindonesia.com/sitemap.xml",)
