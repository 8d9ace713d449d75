from newscrawl.platforms.postmedia import PostmediaSpider


class FinancialPostSpider(PostmediaSpider):
    name = "financial_post"
    publisher = "Financial Post"
    country = "CA"
    languages = ("en",)
    home = "https://financialpost.com/"
