from newscrawl.platforms.wordpress import WordPressSpider


class BunaTimesSpider(WordPressSpider):
    name = "bunatimes"
    publisher = "Buna Times"
    languages = ("en",)
    home = "https://bunatimes.com/"  # not seen: assumed, as are its feeds
