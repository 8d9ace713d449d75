"""When another look is worth it: bounds, nights, silences and faults of sources; the week of an article."""

from __future__ import annotations

import itertools
import random
from datetime import datetime, timedelta

import pytest

from newscrawl.schedule import (
    Pace,
    Polling,
    Rechecks,
    after_fault,
    after_look,
    interval,
    is_due,
    next_recheck,
)

POLLING = Polling(least=300, most=86_400, even=720)
HOUR, DAY = timedelta(hours=1), timedelta(days=1)


def wait(pace: Pace) -> float:
    assert pace.poll_at is not None
    assert pace.looked_at is not None
    return (pace.poll_at - pace.looked_at).total_seconds()


def settled(now: datetime, gap: float) -> Pace:
    """Return the pace of a source that has long brought one article every `gap` seconds."""
    pace = after_look(Pace(), now, news=1, polling=POLLING)
    for number in range(1, 60):
        pace = after_look(pace, now + number * timedelta(seconds=gap), news=1, polling=POLLING)
    return pace


def test_a_source_is_looked_at_as_often_as_the_root_of_its_gap(now: datetime) -> None:
    assert wait(settled(now, 720)) == pytest.approx(720, rel=0.01)
    assert wait(settled(now, 4 * 720)) == pytest.approx(2 * 720, rel=0.01)
    assert wait(settled(now, 16 * 720)) == pytest.approx(4 * 720, rel=0.01)


def test_no_wait_is_outside_its_bounds_whatever_a_source_brings(now: datetime) -> None:
    dice = random.Random(3)
    for _ in range(40):
        pace, at = Pace(), now
        for _ in range(50):
            at += timedelta(seconds=dice.choice([0, 1, 300, 9_000, 10**6, 10**8]) * dice.random())
            news = dice.choice([0, 0, 1, 5, 2_000])
            if dice.random() < 0.2:
                pace = after_fault(pace, at, polling=POLLING)
            else:
                pace = after_look(pace, at, news=news, polling=POLLING)
            assert 300 <= wait(pace) <= 86_400


def test_what_brings_news_more_often_is_never_looked_at_less(now: datetime) -> None:
    gaps = [1, 60, 300, 900, 3_600, 20_000, 86_400, 10**6, 10**8]
    for silent in (0, 600, 30_000, 10**6):
        waits = [interval(gap, silent, POLLING) for gap in gaps]
        assert waits == sorted(waits)
        assert waits[0] >= 300


def test_a_silence_lengthens_the_wait_and_never_shortens_it() -> None:
    for gap in (60, 600, 6_000, 600_000):
        waits = [interval(gap, silent, POLLING) for silent in range(0, 10**6, 5_000)]
        assert waits == sorted(waits)


def test_a_night_costs_the_morning_no_more_than_twice_the_usual_wait(now: datetime) -> None:
    pace = settled(now, 900)
    usual = wait(pace)
    at = pace.looked_at
    assert at
    while at < now + 60 * timedelta(seconds=900) + 8 * HOUR:
        pace = after_look(pace, at, news=0, polling=POLLING)
        at = pace.poll_at or at
        assert wait(pace) <= 2 * usual + 1
    assert wait(pace) > 1.9 * usual
    morning = after_look(pace, at, news=1, polling=POLLING)
    assert wait(morning) < 1.6 * usual


def test_a_source_that_died_is_let_go_and_one_that_wakes_is_soon_looked_at_as_before(now: datetime) -> None:
    pace = settled(now, 300)
    died = after_look(pace, now + 60 * DAY, news=0, polling=POLLING)
    assert wait(died) > 3 * 3_600
    at = now + 60 * DAY
    for _ in range(8):
        at += timedelta(seconds=300)
        died = after_look(died, at, news=1, polling=POLLING)
    assert wait(died) < 900


def test_many_news_of_one_look_do_not_make_a_seldom_source_a_frequent_one(now: datetime) -> None:
    pace = settled(now, 86_400)
    batch = after_look(pace, now + 61 * DAY, news=50, polling=POLLING)
    assert wait(batch) > wait(pace) / 4


def test_a_first_look_goes_by_the_dates_it_shows_and_else_waits_less_than_an_hour(now: datetime) -> None:
    dated = after_look(Pace(), now, news=30, polling=POLLING, first_gap=7_200)
    assert (dated.gap, dated.news_at) == (7_200, now)
    assert 300 < wait(after_look(Pace(), now, news=30, polling=POLLING)) < 3_600
    assert wait(after_look(Pace(), now, news=30, polling=POLLING, first_gap=0)) < 3_600


def test_a_fault_doubles_the_wait_each_time_up_to_a_day_and_leaves_the_pace(now: datetime) -> None:
    pace = settled(now, 300)
    waits, at = [], now + DAY
    faulty = pace
    for _ in range(12):
        faulty = after_fault(faulty, at, polling=POLLING)
        waits.append(wait(faulty))
        at = faulty.poll_at or at
    assert all(after == min(2 * before, 86_400) for before, after in itertools.pairwise(waits))
    assert (waits[-1], faulty.gap, faulty.news_at) == (86_400, pace.gap, pace.news_at)
    assert wait(after_look(faulty, at, news=5, polling=POLLING)) < 3_600


def test_a_source_whose_host_asked_to_wait_is_not_looked_at_before(now: datetime) -> None:
    assert after_fault(Pace(), now, polling=POLLING, until=now + 5 * HOUR).poll_at == now + 5 * HOUR
    assert after_fault(Pace(), now, polling=POLLING, until=now).poll_at == now + timedelta(seconds=600)


def test_a_clock_set_back_does_no_harm(now: datetime) -> None:
    pace = after_look(settled(now, 600), now - 9 * DAY, news=3, polling=POLLING)
    assert 300 <= wait(pace) <= 86_400


def test_what_was_never_looked_at_is_due_and_the_rest_a_moment_early(now: datetime) -> None:
    assert is_due(None, now)
    assert is_due(now + timedelta(seconds=50), now)
    assert not is_due(now + timedelta(seconds=70), now)


def checks(published: datetime, first: datetime, rechecks: Rechecks) -> list[datetime]:
    told = [first]
    while (due := next_recheck(published, told[-1], rechecks)) is not None:
        told.append(due)
    return told


@pytest.mark.parametrize("late", [timedelta(0), timedelta(minutes=8), 5 * HOUR, 3 * DAY])
def test_an_article_is_checked_again_past_a_fifth_of_its_age_until_a_week(
    now: datetime, late: timedelta
) -> None:
    told = checks(now, now + late, Rechecks())
    for before, after in itertools.pairwise(told):
        due_after = max((after - now) / 5, timedelta(minutes=30))
        assert abs(after - before - due_after) < timedelta(seconds=1)
    assert told[-1] <= now + 7 * DAY
    assert told[-1] > now + 5 * DAY


def test_a_new_article_costs_two_dozen_looks_in_its_week_and_an_old_one_none(now: datetime) -> None:
    assert 20 <= len(checks(now, now, Rechecks())) <= 30
    assert next_recheck(now - 8 * DAY, now, Rechecks()) is None


def test_a_smaller_share_costs_more_looks_and_no_days_none(now: datetime) -> None:
    assert len(checks(now, now, Rechecks(share=0.1))) > 1.5 * len(checks(now, now, Rechecks()))
    assert next_recheck(now, now, Rechecks(days=0)) is None


def test_an_article_dated_in_the_future_is_as_old_as_nothing(now: datetime) -> None:
    assert next_recheck(now + HOUR, now, Rechecks()) == now + HOUR / 2
