from newscrawl.platforms import NewsSpider


class PublicoSpider(NewsSpider):
    name = "publico"
    publisher = "Público"
    country = "ES"
    languages = ("es",)
    home = "https://www.publico.es/"
    sitemaps = ("https://www.publico.es/sitemap-noticias-{YYYY}{MM}.xml",)
