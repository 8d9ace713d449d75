from newscrawl.platforms import NewsSpider


class LbcSpider(NewsSpider):
    name = "lbc"
    publisher = "LBC"
    country = "LB"
    languages = ("ar", "en")
    timezone = "Asia/Beirut"
    home = "https://www.lbcgroup.tv/"
    feeds = (
        "https://www.lbcgroup.tv/Rss/latest-news/en",
        "https://www.lbcgroup.tv/Rss/NewsHighlights/en",
        "https://www.lbcgroup.tv/Rss/News/en/2/breaking-headlines",
        "https://www.lbcgroup.tv/Rss/News/en/8/lebanon-news",
        "https://www.lbcgroup.tv/Rss/News/en/125/world-news",
        "https://www.lbcgroup.tv/Rss/News/en/126/middle-east-news",
        "https://www.lbcgroup.tv/Rss/News/en/127/sports-news",
        "https://www.lbcgroup.tv/Rss/News/en/128/variety-and-tech",
        "https://www.lbcgroup.tv/Rss/News/en/131/israel-gaza-war-updates",
        "https://www.lbcgroup.tv/Rss/News/en/104/lebanon-economy",
        "https://www.lbcgroup.tv/Rss/News/en/122/press-highlights",
        "https://www.lbcgroup.tv/Rss/News/en/66/news-bulletin-reports",
        "https://www.lbcgroup.tv/Rss/News/ar/29/%D9%85%D9%86%D9%88%D8%B9%D8%A7%D8%AA",
        "https://www.lbcgroup.tv/Rss/News/ar/24/%D8%B5%D8%AD%D8%A9-%D9%88%D8%AA%D8%BA%D8%B0%D9%8A%D8%A9",
        "https://www.lbcgroup.tv/Rss/News/ar/25/%D8%A7%D9%82%D8%AA%D8%B5%D8%A7%D8%AF",
        "https://www.lbcgroup.tv/Rss/News/ar/123/%D8%AE%D8%A8%D8%B1-%D8%B9%D8%A7%D8%AC%D9%84",
        "https://www.lbcgroup.tv/Rss/News/ar/49/%D8%B9%D9%84%D9%88%D9%85-%D9%88%D8%AA%D9%83%D9%86%D9%88%D9%84%D9%88%D8%AC%D9%8A%D8%A7",
        "https://www.lbcgroup.tv/Rss/News/ar/6/%D8%A3%D8%AE%D8%A8%D8%A7%D8%B1-%D8%AF%D9%88%D9%84%D9%8A%D8%A9",
        "https://www.lbcgroup.tv/Rss/News/ar/7/%D8%A7%D8%B3%D8%B1%D8%A7%D8%B1",
        "https://www.lbcgroup.tv/Rss/News/ar/55/%D9%85%D9%88%D8%B6%D8%A9-%D9%88%D8%AC%D9%85%D8%A7%D9%84",
        "https://www.lbcgroup.tv/Rss/News/ar/54/%D8%B9%D8%A7%D9%84%D9%85-%D8%A7%D9%84%D8%B7%D8%A8%D8%AE",
        "https://www.lbcgroup.tv/Rss/News/ar/88/%D8%AE%D8%A8%D8%B1-%D9%83%D8%A7%D8%B0%D8%A8",
        "https://www.lbcgroup.tv/Rss/News/ar/5/%D8%B5%D8%AD%D9%81-%D8%A7%D9%84%D9%8A%D9%88%D9%85",
        "https://www.lbcgroup.tv/Rss/latest-news/ar",
        "https://www.lbcgroup.tv/Rss/NewsHighlights/ar",
        "https://www.lbcgroup.tv/Rss/News/ar/107/%D8%B1%D9%8A%D8%A7%D8%B6%D8%A9",
        "https://www.lbcgroup.tv/Rss/News/ar/1/%D8%A3%D8%AE%D8%A8%D8%A7%D8%B1-%D9%84%D8%A8%D9%86%D8%A7%D9%86",
        "https://www.lbcgroup.tv/Rss/News/ar/129/%D8%A7%D9%84%D8%B3%D9%8A%D8%A7%D8%AD%D8%A9-%D9%81%D9%8A-%D9%84%D8%A8%D9%86%D8%A7%D9%86",
        "https://www.lbcgroup.tv/Rss/News/ar/130/%D8%AB%D9%82%D8%A7%D9%81%D8%A9",
        "https://www.lbcgroup.tv/Rss/News/ar/3/%D8%A3%D9%85%D9%86-%D9%88%D9%82%D8%B6%D8%A7%D8%A1",
        "https://www.lbcgroup.tv/Rss/News/ar/65/%D8%AA%D9%82%D8%A7%D8%B1%D9%8A%D8%B1-%D9%86%D8%B4%D8%B1%D8%A9-%D8%A7%D9%84%D8%A7%D8%AE%D8%A8%D8%A7%D8%B1",
        "https://www.lbcgroup.tv/Rss/News/ar/33/%D9%81%D9%86%D9%91",
        "https://www.lbcgroup.tv/Rss/News/ar/101/%D8%A7%D8%AE%D8%A8%D8%A7%D8%B1-%D8%A7%D9%84%D8%A8%D8%B1%D8%A7%D9%85%D8%AC",
        "https://www.lbcgroup.tv/Rss/News/ar/27/%D8%AD%D8%A7%D9%84-%D8%A7%D9%84%D8%B7%D9%82%D8%B3",
    )
    news_sitemaps = ("https://www.lbcgroup.tv/newssitemap.xml",)
