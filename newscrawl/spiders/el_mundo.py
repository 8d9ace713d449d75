from newscrawl.platforms import NewsSpider


class ElMundoSpider(NewsSpider):
    name = "el_mundo"
    publisher = "El Mundo"
    country = "ES"
    languages = ("es",)
    home = "https://www.elmundo.es/"
    feeds = (
        "https://e00-elmundo.uecdn.es/elmundo/rss/portada.xml",
        "https://e00-elmundo.uecdn.es/elmundo/rss/espana.xml",
    )
