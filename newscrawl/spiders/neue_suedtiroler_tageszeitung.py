from newscrawl.platforms.wordpress import WordPressSpider


class NeueSuedtirolerTageszeitungSpider(WordPressSpider):
    name = "neue_suedtiroler_tageszeitung"
    publisher = "Die Neue Südtiroler Tageszeitung"
    country = "IT"
    languages = ("de",)
    timezone = "Europe/Rome"
    home = "https://www.tageszeitung.it/"
    sitemaps = ("https://www.tageszeitung.it/sitemap.xml",)
    child_sitemaps = r"^(?!.*(?:page|misc|/sitemap\.xml))"
