"""Whatever is typed: reading never raises, nothing is invented, and what is said reads back."""

from datetime import date, timedelta

from dateutil.rrule import rrulestr
from hypothesis import given, settings
from hypothesis import strategies as st

from directory.schedules import in_words, next_dates, read
from directory.schedules.days import WEEK, DayRule
from directory.schedules.reader.folding import fold
from directory.schedules.reader.phrase_reader import phrases
from directory.schedules.reader.tokens import tokenize

WORDS = [
    *(
        "毎週",
        "毎月",
        "隔週",
        "第1",
        "第2・第4",
        "第1～3",
        "最終",
        "月曜",
        "火・木",
        "土日",
        "平日",
        "毎日",
        "祝日",
        "お盆",
    ),
    *("年末年始", "8月", "4月～10月", "夏季", "10:00", "～", "12:00", "午後3時", "正午", "を除く", "以外の", "は休み"),
    *("休館日", "（", "）", "、", "・", "※", "。", "原則", "または", "不定期", "月1回", "7月2日(火)", "2027年1月14日"),
    *(
        "令和9年4月から",
        "祝日の場合は翌日",
        "中止",
        "休止中",
        "要予約",
        "集会所",
        "第3会館",
        "のみ",
        "ほか",
        "から",
        "まで",
        "の",
    ),
]
schedule_like = st.lists(st.sampled_from(WORDS), max_size=12).map("".join)
anything = st.one_of(st.text(max_size=40), schedule_like)
codes = st.sampled_from([None, "", "1", "3", "4", "5", "8", "x"])
days = st.dates(date(2020, 1, 1), date(2035, 12, 31))


@given(anything, codes, days)
@settings(max_examples=300)
def test_any_text_gives_a_reading_and_dates_in_order(text: str, code: str | None, start: date) -> None:
    meeting = read(text, code).meeting()
    found = next_dates(meeting, start, 5)
    assert found == sorted(set(found))
    assert all(day >= start for day in found)
    assert isinstance(in_words(meeting), str)


@given(anything)
@settings(max_examples=300)
def test_no_character_is_lost_between_text_tokens_and_phrases(text: str) -> None:
    folded = fold(text)
    tokens = tokenize(folded)
    assert "".join(token.text for token in tokens) == folded
    assert "".join(phrase.text for phrase in phrases(tokens)) == folded


@given(anything, codes)
@settings(max_examples=300)
def test_every_rule_is_one_that_dateutil_accepts(text: str, code: str | None) -> None:
    for series in read(text, code).series:
        assert not series.rrule or rrulestr(series.rrule)


weekdays = st.sets(st.sampled_from(WEEK), min_size=1).map(lambda found: tuple(sorted(found, key=WEEK.index)))
months = st.one_of(st.just(()), st.sets(st.integers(1, 12), min_size=1, max_size=11).map(lambda m: tuple(sorted(m))))
ordinals = st.sets(st.sampled_from([1, 2, 3, 4, 5, -1]), min_size=1, max_size=3).map(tuple)
rules = st.one_of(
    st.builds(DayRule, weekdays=weekdays, months=months),
    st.builds(DayRule, weekdays=weekdays, nth=ordinals, months=months),
    st.builds(DayRule, month_days=st.sets(st.integers(1, 31), min_size=1, max_size=4).map(lambda d: tuple(sorted(d)))),
)


@given(rules, days)
@settings(max_examples=200)
def test_a_recurrence_said_in_words_reads_back_to_the_same_dates(rule: DayRule, start: date) -> None:
    said = (
        read("毎日")
        .meeting()
        .model_copy(update={"series": (read("毎日").series[0].model_copy(update={"rrule": rule.rrule()}),)})
    )
    again = read(in_words(said))
    assert again.certainty == "parsed", in_words(said)
    assert next_dates(again.meeting(), start, 10) == next_dates(said, start, 10)


@given(schedule_like, days)
@settings(max_examples=200)
def test_asking_from_a_later_day_gives_the_same_dates_from_there_on(text: str, start: date) -> None:
    meeting = read(text).meeting()
    found = next_dates(meeting, start, 6)
    if len(found) == 6:
        later = found[1] + timedelta(days=1)
        assert next_dates(meeting, later, 4) == found[2:]
