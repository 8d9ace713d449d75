from newscrawl.platforms.wordpress import WordPressSpider


class KlasseGegenKlasseSpider(WordPressSpider):
    name = "klasse_gegen_klasse"
    publisher = "Klasse Gegen Klasse"
    country = "DE"
    languages = ("de",)
    timezone = "Europe/Berlin"
    home = "https://www.klassegegenklasse.org/"
    feeds = ("https://www.klassegegenklasse.org/feed/",)
    sitemaps = ("https://www.klassegegenklasse.org/wp-sitemap.xml",)
    child_sitemaps = "wp-sitemap-posts-post"
