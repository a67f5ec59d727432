"""What is said during a call: nothing twice, near misses by what keeps them out."""

from directory.profile import EmergencyNumber
from matching.answer import Finding, LeftOut, Match
from matching.in_words import grouped, in_words, said
from tests.matching.listings import a_place
from tests.matching.places import VOCABULARY, rank

FAR = "行ける範囲の外です（片道10分で直線およそ570m）"


def a_match(*findings: Finding) -> Match:
    return Match(a_place(), 0, "good", True, findings, (), 260, 5, None)


def test_near_misses_of_one_rule_share_its_sentence_and_the_change() -> None:
    near = [LeftOut(a_place(), "reach", f"およそ{m}m。{FAR}", "送迎があれば可") for m in (600, 900)]
    (group,) = grouped(near)
    assert (group.why, group.change) == (FAR, "送迎があれば可")
    assert [own for _, own in group.listings] == ["およそ600m", "およそ900m"]


def test_hours_that_do_not_meet_are_said_once_each() -> None:
    reason = "開催: {0}。来られる時間と重なりません"
    near = [LeftOut(a_place(), "schedule", reason.format(t), f"「{t}」に空けば可") for t in ("第1火曜", "毎週土曜")]
    (group,) = grouped(near)
    assert (group.why, group.change) == ("来られる時間と重なりません", "")
    assert [own for _, own in group.listings] == ["「第1火曜」に空けば可", "「毎週土曜」に空けば可"]


def test_a_card_says_what_counted_and_leaves_out_what_its_head_says() -> None:
    match = a_match(
        Finding("need", "met", 30, "応えます"),
        Finding("status", "met", 0, "活動中です"),
        Finding("nearness", "met", 20, "およそ260m"),
        Finding("booking", "met", 0, "申込: 予約不要"),
        Finding("interest", "unmet", 0, "違います"),
        Finding("freshness", "unmet", 0, "古い"),
    )
    assert said(match, "met") == ["応えます", "申込: 予約不要"]
    assert said(match, "unmet") == ["違います"]


BOOKING = "予約や申込は要りますか（予約方法が未登録）"


def test_what_is_to_be_asked_of_every_place_is_said_once() -> None:
    places = [a_place(), a_place(), a_place(application_text="要予約")]
    apart, together = (in_words(rank(some, needs=["孤立"], age=80), VOCABULARY) for some in (places, places[:2]))
    assert apart.count("いつ開かれますか") == together.count("いつ開かれますか") == 1
    assert apart.count(BOOKING) == 2
    assert together.count(BOOKING) == 1
    assert together.count("確かめた日の記録がありません") == 1
    assert "予約が要るかは書かれていません" not in apart


def test_what_is_asked_of_the_only_place_stands_beside_it() -> None:
    text = in_words(rank([a_place()], needs=["孤立"], age=80), VOCABULARY)
    assert text.count(BOOKING) == 1
    assert "どの候補にも" not in text


def test_where_nothing_clearly_fits_the_numbers_stand_with_the_other_routes() -> None:
    number = EmergencyNumber(label="いのちの電話", number="0120-783-556")
    without, with_ = (
        in_words(rank([a_place()], needs=[need], age=80), VOCABULARY, (number,)) for need in ("孤立", "ひきこもり")
    )
    assert "0120-783-556" not in without
    assert "0120-783-556" in with_
