from newscrawl.platforms.postmedia import PostmediaSpider


class TheProvinceSpider(PostmediaSpider):
    name = "the_province"
    publisher = "The Province"
    country = "CA"
    languages = ("en",)
    home = "https://theprovince.com/"
    skip_pattern = "/editors/"
