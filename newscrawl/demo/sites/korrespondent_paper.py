"""The words of korrespondent.net's two editions."""

from __future__ import annotations

from dataclasses import dataclass

from newscrawl.demo.stories import Story

FEEDS = "k.img.com.ua"


@dataclass(frozen=True, slots=True)
class Paper:
    """One language's edition of the paper and its words."""

    outlet: str
    host: str
    lang: str
    feed: str
    first_number: int
    publisher: str
    house_name: str
    today: str
    yesterday: str
    photo: str
    also: str
    news_from: str
    subscribe: str
    support: str
    tags: str
    popular: str
    about: str
    archive: str
    sections: tuple[tuple[str, str], ...]

    def url(self, path: str) -> str:
        return f"https://{self.host}{path}"

    def path(self, story: Story) -> str:
        return f"/{story.section}/{self.first_number + story.number}-{story.slug}"


RUSSIAN = Paper(
    outlet="korrespondent",
    host="korrespondent.net",
    lang="ru",
    feed=f"http://{FEEDS}/rss/ru/all_news2.0.xml",
    first_number=4791300,
    publisher="Korrespondent.net",
    house_name="Корреспондент.net",
    today="Сегодня",
    yesterday="Вчера",
    photo="Фото",
    also="Читайте также",
    news_from="Новости от",
    subscribe="в Telegram и WhatsApp. Подписывайтесь на наши каналы",
    support="Поддержите редакцию: подпишитесь на рассылку",
    tags="ТЕГИ:",
    popular="Популярное",
    about="О проекте",
    archive="Все новости",
    sections=(("world", "Мир"), ("ukraine", "Украина"), ("city", "Город"), ("tech", "Технологии")),
)
UKRAINIAN = Paper(
    outlet="korrespondent_ua",
    host="ua.korrespondent.net",
    lang="uk",
    feed=f"http://{FEEDS}/rss/ua/all_news2.0.xml",
    first_number=4791200,
    publisher="Korrespondent.net",
    house_name="Корреспондент.net",
    today="Сьогодні",
    yesterday="Вчора",
    photo="Фото",
    also="Читайте також",
    news_from="Новини від",
    subscribe="в Telegram та WhatsApp. Підписуйтесь на наші канали",
    support="Підтримайте редакцію: підпишіться на розсилку",
    tags="ТЕГИ:",
    popular="Популярне",
    about="Про проєкт",
    archive="Усі новини",
    sections=(("world", "Світ"), ("ukraine", "Україна"), ("city", "Місто"), ("tech", "Технології")),
)
PAPERS = (RUSSIAN, UKRAINIAN)
