from newscrawl.outlets import Rules
from newscrawl.platforms import NewsSpider


class KorrespondentSpider(NewsSpider):
    name = "korrespondent"
    publisher = "Корреспондент.net"
    country = "UA"
    languages = ("ru",)
    timezone = "Europe/Kyiv"
    names = ("Korrespondent", "Korrespondent.net", "Correspondent.net", "Корреспондент")
    home = "https://korrespondent.net/"
    feeds = ("http://k.img.com.ua/rss/ru/all_news2.0.xml",)
    sitemaps = ("https://korrespondent.net/sitemap/ru/sitemap.xml",)
    archives = ("https://korrespondent.net/all/{YYYY}/{month}/{D}/",)
    listing_links = "div.article__title"
    listing_paging = "p{N}"
    article_pattern = r"^https?://(?:www\.)?korrespondent\.net/(?:[a-z-]+/){1,2}\d{7}-"
    rules = Rules(
        headline="h1.post-item__title::text",
        description=".post-item__text > h2",
        body=".post-item__text",
        drop=".post-item__header, .post-item__views, .korr_for_support, .artpop_shad, .unipopup",
        date_published=".post-item__info",
        authors=".post-item__info a",
        keywords=".post-item__tags-item a",
        source=".post-item__source",
        main_image=".post-item__big-photo-img, .post-item__photo-img, .post-item__photo img",
        image_caption=".post-item__photo-caption",
        image_credit=".post-item__photo-author",
    )
