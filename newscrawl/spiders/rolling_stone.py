from newscrawl.platforms.wordpress import WordPressSpider


class RollingStoneSpider(WordPressSpider):
    name = "rolling_stone"
    publisher = "Rolling Stone"
    country = "US"
    languages = ("en",)
    home = "https://www.rollingstone.com/"
    news_sitemaps = ("https://www.rollingstone.com/news-sitemap.xml",)
    sitemaps = ("https://www.rollingstone.com/sitemap_index.xml",)
    child_sitemaps = "/pmc_list-sitemap|/post-sitemap"
