"""Pictures and videos with caption and credit."""

from newscrawl.extract.media import read_media, read_videos, split_caption, without_photo_word
from newscrawl.extract.page import Page
from newscrawl.extract.structured import read_structured


def media(body="", head=""):
    page = Page(f"<html><head>{head}</head><body><h1>Ferry</h1>{body}</body></html>", "https://example.com/a")
    structured = read_structured(page)
    main, images, source = read_media(page, structured, {})
    return main, images, read_videos(page, structured)[0], source


def test_a_figure_gives_picture_caption_and_credit():
    main, images, _, source = media(
        '<figure><img src="/f.jpg"><figcaption>The ferry. '
        '<span class="credit">Photo: Ann Lee</span></figcaption></figure>'
    )
    assert (main.url, main.caption, main.credit, source) == (
        "https://example.com/f.jpg",
        "The ferry.",
        "Ann Lee",
        "text",
    )
    assert images == [main]


def test_the_main_picture_gets_the_caption_that_the_page_shows_under_it():
    head = '<meta property="og:image" content="https://example.com/f.jpg?w=1200">'
    main, images, _, source = media(
        "<figure><img src='/f.jpg?w=300'><figcaption>The ferry</figcaption></figure>", head
    )
    assert (main.caption, source, len(images)) == ("The ferry", "opengraph", 1)


def test_lazy_pictures_are_found_and_logos_are_not():
    body = '<figure><img src="data:image/gif;base64,x" data-src="/l.jpg"></figure>'
    body += '<figure><img src="/logo.png"></figure>'
    assert [image.url for image in media(body)[1]] == ["https://example.com/l.jpg"]


def test_a_caption_is_split_at_the_word_for_photo():
    assert split_caption("The river. Foto: dpa") == ("The river.", "dpa")
    assert split_caption("Річка на світанку / Фото: О. Шевчук") == ("Річка на світанку", "О. Шевчук")
    assert split_caption("Only words") == ("Only words", None)
    assert without_photo_word("© Ann Lee") == "Ann Lee"


def test_videos_come_from_data_and_players():
    node = '{"@type": "VideoObject", "contentUrl": "/v.mp4", "name": "Clip"}'
    head = f'<script type="application/ld+json">{node}</script>'
    body = '<iframe src="https://www.youtube.com/embed/abc"></iframe><iframe src="https://ads.example.com/"></iframe>'
    videos = media(body, head)[2]
    assert [(v.url, v.caption) for v in videos] == [
        ("https://example.com/v.mp4", "Clip"),
        ("https://www.youtube.com/embed/abc", None),
    ]
