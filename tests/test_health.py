"""An outlet against its own past: what alarms, what does not, and in which words."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from pasts import ALL, NOW, look, past, steady

from newscrawl.health import Alarm, History, Pause, SourceFault, assess
from newscrawl.health.fields import BITS
from newscrawl.health.history import DAY, HOUR, WEEK
from newscrawl.health.shares import changed, usual_share
from newscrawl.health.volume import gap_is_long, gap_weeks, usual_day
from newscrawl.outlets import Rules

BODY, AUTHORS = BITS["article_body"], BITS["authors"]
RULES = Rules(body=".post-item__text", authors=".byline")


def alarms(history: History, rules: Rules | None = None) -> dict[str, str]:
    return {alarm.kind: alarm.words for alarm in assess(history, rules).alarms}


def last(number: int, state: str = "article", **told: Any) -> list[Any]:
    """Return the looks of the last hours, oldest first, one every ten minutes."""
    return [look((number - place) / 6, state, **told) for place in range(number)]


def test_a_steady_outlet_is_well() -> None:
    found = assess(past(steady()))
    assert (found.health, found.alarms, found.articles, found.usual) == ("ok", (), 24, 24)
    assert (found.newest, found.blocked, found.failed) == (NOW - HOUR // 2, 0, 0)


def test_an_outlet_without_any_past_is_new_and_quiet() -> None:
    assert assess(History("post", NOW)) == replace(assess(past([])), outlet="post")
    assert (assess(past([])).health, assess(past([])).usual) == ("new", None)


def test_a_blind_rule_for_the_body_is_told_as_in_the_example() -> None:
    before = steady(20, by_rules=BODY, since=6.7)
    rotten = [
        look((40 - n) / 6, fields=ALL & ~BODY if n % 4 else ALL, by_rules=0, words=0) for n in range(40)
    ]
    told = alarms(past([*before, *rotten]), RULES)
    assert told == {
        "body_empty": "body empty on 30 of 39 pages since 05:00 UTC, before that 0 of 456; "
        "the rule `.post-item__text` matches nothing: selector rot"
    }


def test_pages_without_any_text_are_empty_bodies_also_where_they_are_no_articles() -> None:
    history = past([*steady(20, by_rules=BODY, since=2), *last(10, "not_article", words=0)])
    assert alarms(history, RULES)["body_empty"].endswith("selector rot")
    assert alarms(past([*steady(20, since=2), *last(10, "not_article", words=0)]))["body_empty"].endswith(
        "a script builds them now"
    )


def test_a_rule_that_matches_nothing_alarms_also_where_the_general_way_steps_in() -> None:
    told = alarms(past([*steady(20, by_rules=BODY | AUTHORS, since=2), *last(10, by_rules=BODY)]), RULES)
    assert told == {
        "rule_lost:authors": "authors not by its rule on 10 of 10 pages since 09:50 UTC, "
        "before that 0 of 456; the rule `.byline` matches nothing: selector rot"
    }


def test_a_field_that_is_gone_is_one_alarm_with_its_rule() -> None:
    history = past([*steady(20, by_rules=AUTHORS, since=2), *last(10, fields=ALL & ~AUTHORS, by_rules=0)])
    assert list(alarms(history, RULES)) == ["field_lost:authors"]
    assert alarms(history, RULES)["field_lost:authors"].endswith("`.byline` matches nothing: selector rot")


def test_a_field_that_was_often_missing_is_not_missed() -> None:
    before = [
        replace(one, fields=ALL & ~AUTHORS) if n % 2 else one for n, one in enumerate(steady(20, since=2))
    ]
    assert alarms(past([*before, *last(10, fields=ALL & ~AUTHORS)])) == {}


@pytest.mark.parametrize(
    ("looks", "kind", "words"),
    [
        (last(9, "blocked", http_status=403), "blocked", "blocked on 9 of 9 pages since 10:00 UTC, "),
        (last(9, "blocked", http_status=202), "blocked", "HTTP 202: a challenge instead of the page"),
        (last(9, "gone", http_status=404), "failing", "HTTP 404: its addresses lead nowhere"),
        (last(9, "gone"), "failing", "its addresses lead to the home page"),
        (last(9, "queued", http_status=503), "failing", "HTTP 503"),
        (last(9, "failed", http_status=None), "failing", "no answer"),
        (last(9, "unparsed"), "failing", "the pages cannot be read"),
        (last(9, "robots_disallowed"), "disallowed", "its robots.txt has changed"),
        (last(9, "not_article"), "not_article", "no article on 9 of 9 pages"),
        (last(9, "paywalled"), "truncated", "a paywall has gone up"),
        (last(20, words=40), "body_short", "a body under 200 words on 20 of 20 pages"),
    ],
)
def test_each_kind_of_fault_has_its_alarm_and_its_cause(looks: list[Any], kind: str, words: str) -> None:
    told = alarms(past([*steady(20, since=3.5), *looks]))
    assert list(told) == [kind]
    assert words in told[kind]


def test_half_of_the_pages_failing_is_seen_through_the_other_half() -> None:
    mixed = [look((20 - n) / 6, "failed" if n % 2 else "article", http_status=500) for n in range(20)]
    assert "on 10 of 19 pages" in alarms(past([*steady(20, since=3.5), *mixed]))["failing"]


def test_a_few_failures_and_a_stretch_that_is_over_are_no_alarm() -> None:
    assert alarms(past([*steady(20, since=1), *last(5, "failed")])) == {}
    over = [look(5 - n / 6, "failed") for n in range(12)]
    assert alarms(past([*steady(20, since=5.5), *over, *last(9)])) == {}
    assert "failing" in alarms(past([*steady(20, since=5.5), *over, *last(1)]))


def test_what_an_outlet_does_on_its_bad_days_is_no_alarm() -> None:
    """One day in five brings ten pages that are no articles: so today may."""
    bad = [look(24 * d + 2 + n / 10, "not_article") for d in range(1, 30, 5) for n in range(10)]
    today = last(10, "not_article")
    calm = steady(30, since=2)
    assert "not_article" in alarms(past([*calm, *today]))
    assert alarms(past([*sorted([*calm, *bad], key=lambda one: one.at), *today])) == {}


def test_a_new_outlet_alarms_only_when_every_page_goes_wrong() -> None:
    assert alarms(past([*steady(3, since=4), *last(20, fields=ALL & ~AUTHORS)])) == {}
    assert alarms(past([look(1), *last(20, "blocked", http_status=403)])) == {}
    every = assess(past(last(20, "blocked", http_status=403)))
    assert (every.health, [alarm.kind for alarm in every.alarms]) == ("alarm", ["blocked"])
    assert every.alarms[0].words == "blocked on 20 of 20 pages since 08:10 UTC; HTTP 403"


def test_late_articles_alarm_when_it_goes_on_but_not_after_a_break_of_ours() -> None:
    burst = [look(0.5, delay=9 * 3600) for _ in range(20)]
    assert alarms(past([*steady(20, since=10), *burst])) == {}
    going_on = [look((30 - n) / 4, delay=9 * 3600) for n in range(30)]
    assert (
        "recorded over 3 h after publication on 30 of 30"
        in alarms(past([*steady(20, since=8), *going_on]))["late"]
    )


def test_a_stretch_is_measured_by_the_days_before_it_and_days_under_an_alarm_are_none() -> None:
    """Ten days of rot are not the new usual: they were under an alarm."""
    looks = [*steady(30, since=240), *steady(10, fields=ALL & ~AUTHORS)]
    assert alarms(past(looks, disturbed={"field_lost:authors": frozenset(range(11))}))
    lasting = past(looks, disturbed={"field_lost:authors": frozenset(range(36))})
    assert alarms(lasting) == {}  # with nothing left to hold it against


# --- volume ---


def silent(hours: float, held: tuple[int, ...], **told: Any) -> History:
    return past(steady(since=hours), same_gap=held, **told)


def test_silence_is_measured_by_what_the_same_time_of_the_week_held() -> None:
    history = silent(18, (18, 18, 17, 19))
    assert assess(history).health == "silent"
    assert alarms(history) == {
        "silent": "no article since 17:00 UTC; that time of the week usually brings 18"
    }
    assert alarms(silent(18, (18, 18, 0, 19))) == {}  # one such night was as quiet
    assert alarms(silent(6, (6, 6, 6))) == {}
    assert alarms(silent(18, ())) == {}


def test_silence_names_the_sources_that_fail() -> None:
    words = alarms(silent(18, (18, 18, 17), faults=(fault(2),), sources=3))["silent"]
    assert words.endswith("usually brings 18; 1 of its 3 sources fail: HTTP 404")


def test_how_many_weeks_are_a_measure_depends_on_runs_and_alarms() -> None:
    history = silent(30, ())
    assert gap_is_long(history)
    assert gap_weeks(history) == [1, 2, 3, 4]
    assert gap_weeks(replace(history, ran=history.ran - {15})) == [1, 3, 4]
    assert gap_weeks(replace(history, disturbed={"blocked": frozenset({8})})) == [2, 3, 4]
    assert gap_weeks(replace(history, began=NOW - 2 * WEEK - 2 * DAY)) == [1, 2]
    assert not gap_is_long(past(steady()))


def test_next_to_nothing_is_silence_too() -> None:
    a_day = [one for one in steady(a_day=48) if one.at < NOW - DAY]
    history = past([*a_day, look(1)])
    assert alarms(history) == {"silent": "1 new articles in 24 hours, on such a day usually 48"}
    quiet_saturdays = [one for one in a_day if (NOW - one.at) // DAY not in (7, 14)]
    assert alarms(past([*quiet_saturdays, look(1)])) == {}


def test_a_flood_is_ten_times_the_day_and_old_articles_are_none() -> None:
    many = [look(1 + n / 300) for n in reversed(range(300))]
    assert alarms(past([*steady(since=3), *many])) == {
        "flood": "321 new articles in 24 hours, on such a day usually 24"
    }
    taken_up = [replace(one, delay=30 * 24 * 3600) for one in many]
    assert "flood" not in alarms(past([*steady(since=3), *taken_up]))


def test_the_usual_day_is_the_weekday_s_and_of_young_outlets_any_day_s() -> None:
    weekend = [one for one in steady() if (NOW - one.at) // DAY % 7 or (NOW - one.at) % 3 == 0]
    assert usual_day(past(weekend)) == sum((NOW - one.at) // DAY == 7 for one in weekend)
    assert usual_day(past(steady(5), ran=frozenset(range(5)))) == 24


def test_silence_that_a_block_explains_is_not_told_beside_it() -> None:
    history = past([*steady(since=12), *last(9, "blocked", http_status=403)], same_gap=(18, 18, 18))
    assert list(alarms(history)) == ["blocked"]


# --- sources and pauses ---


def fault(hours: float = 8, checked: float = 1, *, worked: bool = True) -> SourceFault:
    since, checked_at = NOW - int(hours * HOUR), NOW - int(checked * HOUR)
    return SourceFault("https://post.example/feed", "feed", "HTTP 404", since, checked_at, worked)


def test_a_source_that_no_longer_works_alarms_once_it_lasts() -> None:
    assert alarms(past(steady(), faults=(fault(),), sources=3)) == {
        "source_fault": "the feed https://post.example/feed since 03:30 UTC: HTTP 404"
    }
    for passing in (fault(5), fault(200, 100), fault(worked=False)):
        assert alarms(past(steady(), faults=(passing,), sources=3)) == {}
    assert "source_fault" in alarms(past(steady(), faults=(fault(worked=False),), sources=1))
    two = alarms(past(steady(), faults=(fault(), fault(9)), sources=3))["source_fault"]
    assert two.endswith("HTTP 404, and 1 more of 3")


def test_a_pause_is_told_with_its_reason_and_end() -> None:
    pause = Pause(NOW + 2 * HOUR, NOW - 30 * HOUR, "HTTP 403")
    found = assess(past([*steady(20, since=2), *last(10, "blocked", http_status=403)], pause=pause))
    assert found.health == "paused"
    words = "blocked since 22 May, 05:30 UTC: HTTP 403; left alone until 13:30 UTC"
    assert found.alarms == (Alarm("post", "blocked", words, pause.since),)
    assert assess(past(steady(), pause=replace(pause, until=NOW - HOUR))).health == "ok"


# --- the measure itself ---


def test_the_usual_share_is_that_of_a_bad_day() -> None:
    assert usual_share([(0, 100)], 0.02) == 0.02
    assert usual_share([(30, 100)], 0.02) == pytest.approx(0.3, abs=0.01)
    assert usual_share([(0, 40)] * 8 + [(20, 40)] * 2, 0.02) == 0.5
    assert usual_share([(1, 2)] * 2 + [(0, 40)] * 30, 0.02) == 0.02


def test_a_stretch_needs_looks_enough_and_begins_where_it_went_wrong() -> None:
    assert changed([False] * 50 + [True] * 5, 0.02) is None
    found = changed([True, False, *[False] * 50, *[True] * 8], 0.02)
    assert found is not None
    assert (found.start, found.wrong, found.looks) == (52, 8, 8)
    assert changed([True] * 50, 0.5) is None
    assert changed([True] * 50 + [False] * 2, 0.02) is not None
    assert changed([True] * 50 + [False] * 3, 0.02) is None
