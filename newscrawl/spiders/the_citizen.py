from newscrawl.platforms.wordpress import WordPressSpider


class TheCitizenSpider(WordPressSpider):
    name = "the_citizen"
    publisher = "The Citizen"
    country = "ZA"
    languages = ("en",)
    timezone = "Africa/Johannesburg"
    home = "https://www.citizen.co.za/"
    sitemaps = ("https://www.citizen.co.za/sitemap_index.xml",)
    child_sitemaps = "/post-sitemap"
    oldest_first = True
