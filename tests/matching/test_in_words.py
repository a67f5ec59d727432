"""What is said during a call: nothing twice, near misses by what keeps them out."""

from matching.answer import Finding, LeftOut, Match
from matching.in_words import grouped, said
from tests.matching.listings import a_place

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
