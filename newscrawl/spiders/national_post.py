from newscrawl.platforms.postmedia import PostmediaSpider


class NationalPostSpider(PostmediaSpider):
    name = "national_post"
    publisher = "National Post"
    country = "CA"
    languages = ("en",)
    home = "https://nationalpost.com/"
