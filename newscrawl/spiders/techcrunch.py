from newscrawl.platforms.wordpress import WordPressSpider


class TechcrunchSpider(WordPressSpider):
    name = "techcrunch"
    publisher = "TechCrunch"
    country = "US"
    languages = ("en",)
    home = "https://techcrunch.com/"
    news_sitemaps = ("https://techcrunch.com/news-sitemap.xml",)
    sitemaps = ("https://techcrunch.com/sitemap_index.xml",)
    child_sitemaps = "post-sitemap"
    oldest_first = True
    article_pattern = r"/\d{4}/\d{2}/\d{2}/"
