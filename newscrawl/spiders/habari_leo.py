from newscrawl.platforms.wordpress import WordPressSpider


class HabariLeoSpider(WordPressSpider):
    name = "habari_leo"
    publisher = "Habari Leo"
    country = "TZ"
    languages = ("sw",)
    timezone = "Africa/Dar_es_Salaam"
    home = "https://www.habarileo.co.tz/"
    sitemaps = ("https://habarileo.co.tz/sitemap.xml",)
    child_sitemaps = "post-sitemap"
