from newscrawl.platforms import NewsSpider


class VnexpressSpider(NewsSpider):
    name = "vnexpress"
    publisher = "VnExpress"
    country = "VN"
    languages = ("vi",)
    timezone = "Asia/Ho_Chi_Minh"
    home = "https://vnexpress.net/"
    feeds = (
        "https://vnexpress.net/rss/tin-moi-nhat.rss",
        "https://vnexpress.net/rss/the-gioi.rss",
        "https://vnexpress.net/rss/thoi-su.rss",
        "https://vnexpress.net/rss/kinh-doanh.rss",
        "https://vnexpress.net/rss/giai-tri.rss",
        "https://vnexpress.net/rss/the-thao.rss",
        "https://vnexpress.net/rss/phap-luat.rss",
        "https://vnexpress.net/rss/giao-duc.rss",
        "https://vnexpress.net/rss/tin-noi-bat.rss",
        "https://vnexpress.net/rss/suc-khoe.rss",
        "https://vnexpress.net/rss/gia-dinh.rss",
        "https://vnexpress.net/rss/du-lich.rss",
        "https://vnexpress.net/rss/khoa-hoc-cong-nghe.rss",
        "https://vnexpress.net/rss/oto-xe-may.rss",
        "https://vnexpress.net/rss/y-kien.rss",
        "https://vnexpress.net/rss/tam-su.rss",
    )
