from newscrawl.platforms.postmedia import PostmediaSpider


class OttawaCitizenSpider(PostmediaSpider):
    name = "ottawa_citizen"
    publisher = "Ottawa Citizen"
    country = "CA"
    languages = ("en",)
    home = "https://ottawacitizen.com/"
    feeds = ()
