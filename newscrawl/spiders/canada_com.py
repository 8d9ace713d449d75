from newscrawl.platforms.postmedia import PostmediaSpider


class CanadaComSpider(PostmediaSpider):
    name = "canada_com"
    publisher = "Canada.com"
    country = "CA"
    languages = ("en",)
    home = "https://o.canada.com/"
