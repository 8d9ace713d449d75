from newscrawl.platforms import NewsSpider


class FoxNewsSpider(NewsSpider):
    name = "fox_news"
    publisher = "Fox News"
    country = "US"
    languages = ("en",)
    home = "https://www.foxnews.com/"
    feeds = (
        "https://moxie.foxnews.com/google-publisher/latest.xml",
        "https://moxie.foxnews.com/google-publisher/world.xml",
        "https://moxie.foxnews.com/google-publisher/politics.xml",
        "https://moxie.foxnews.com/google-publisher/us.xml",
        "https://moxie.foxnews.com/google-publisher/travel.xml",
        "https://moxie.foxnews.com/google-publisher/opinion.xml",
        "https://moxie.foxnews.com/google-publisher/tech.xml",
        "https://moxie.foxnews.com/google-publisher/science.xml",
        "https://moxie.foxnews.com/google-publisher/health.xml",
    )
    news_sitemaps = ("https://www.foxnews.com/sitemap.xml?type=news",)
    sitemaps = ("https://www.foxnews.com/sitemap.xml",)
    child_sitemaps = "type=articles"
    skip_pattern = "/video/"
