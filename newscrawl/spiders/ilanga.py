from newscrawl.outlets import Rules
from newscrawl.platforms.wordpress import WordPressSpider


class IlangaSpider(WordPressSpider):
    name = "ilanga"
    publisher = "Ilanga"
    country = "ZA"
    languages = ("zu",)
    timezone = "Africa/Johannesburg"
    home = "https://www.ilanganews.co.za/"
    sitemaps = ("https://ilanganews.co.za/wp-sitemap.xml",)
    child_sitemaps = "-posts-post-"
    rules = Rules(authors=".et_pb_post_content > p:first-of-type > strong::text")  # 2025-12
