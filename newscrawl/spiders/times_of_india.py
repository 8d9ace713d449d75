from newscrawl.platforms import NewsSpider


class TimesOfIndiaSpider(NewsSpider):
    name = "times_of_india"
    publisher = "The Times of India"
    country = "IN"
    languages = ()  # not known: its feeds and sitemaps name none
    timezone = "Asia/Kolkata"
    home = "https://timesofindia.indiatimes.com/"
    feeds = (
        "https://timesofindia.indiatimes.com/rssfeedstopstories.cms",
        "https://timesofindia.indiatimes.com/rssfeedmostrecent.cms",
    )
    news_sitemaps = (
        "https://timesofindia.indiatimes.com/sitemap/today",
        "https://timesofindia.indiatimes.com/sitemap/yesterday",
    )
