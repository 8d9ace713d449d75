from newscrawl.outlets import Rules
from newscrawl.platforms.wordpress import WordPressSpider


class TheGatewayPunditSpider(WordPressSpider):
    name = "the_gateway_pundit"
    publisher = "The Gateway Pundit"
    country = "US"
    languages = ("en",)
    home = "https://www.thegatewaypundit.com/"
    sitemaps = ("https://www.thegatewaypundit.com/sitemap.xml",)
    child_sitemaps = "sitemap-pt_post"
    article_pattern = r"/\d{4}/\d{2}/"
    rules = Rules(drop=".twitter-tweet")  # 2026-07: posts of others
