from newscrawl.platforms.pangea import PangeaSpider


class VoiceOfAmericaSpider(PangeaSpider):
    name = "voice_of_america"
    publisher = "Voice of America"
    country = "US"
    languages = ("en",)
    home = "https://www.voanews.com/"
    sitemaps = ("https://www.voanews.com/sitemap.xml",)
    child_sitemaps = r"sitemap_[\d_]*\.xml\.gz"
