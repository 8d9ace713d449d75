from newscrawl.platforms import NewsSpider


class ElPaisSpider(NewsSpider):
    name = "el_pais"
    publisher = "El País"
    country = "ES"
    languages = ("es",)
    home = "https://elpais.com/"
    feeds = ("https://feeds.elpais.com/mrss-s/pages/ep/site/elpais.com/portada",)
    sitemaps = ("https://elpais.com/sitemaps/{YYYY}/{MM}/sitemap_0.xml",)
