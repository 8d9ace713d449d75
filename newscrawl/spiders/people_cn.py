from newscrawl.platforms import NewsSpider


class PeopleCnSpider(NewsSpider):
    name = "people_cn"
    publisher = "People"
    country = "CN"
    languages = ("zh",)
    timezone = "Asia/Shanghai"
    home = "http://www.people.com.cn/"  # no https seen
    sites = ("people.com.cn", "people.cn")
    feeds = (
        "http://www.people.com.cn/rss/politics.xml",
        "http://www.people.com.cn/rss/society.xml",
        "http://www.people.com.cn/rss/legal.xml",
        "http://www.people.com.cn/rss/world.xml",
        "http://www.people.com.cn/rss/haixia.xml",
        "http://www.people.com.cn/rss/military.xml",
        "http://www.people.com.cn/rss/ywkx.xml",
    )
    sitemaps = ("http://www.people.cn/sitemap_index.xml",)
