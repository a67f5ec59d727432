"""Each rule: met, unmet and unknown, and that unknown neither excludes nor scores."""

import re
from datetime import date
from pathlib import Path

import pytest

from directory.listing import Meeting
from directory.public_view import PublicListing
from matching.answer import Finding, Matches
from matching.rules import RULES
from tests.matching.listings import a_place, held
from tests.matching.places import PARAMETERS, rank

HERE = "北一丁目"
ISOLATED = {"needs": ["孤立"], "age": 80}


def verdict(found: Matches, rule: str) -> str:
    """What the rule says of the only listing: its verdict, or excluded."""
    if found.matches:
        return next((f.verdict for f in found.matches[0].findings if f.rule == rule), "silent")
    return "excluded" if any(out.rule == rule for out in found.excluded) else "absent"


def finding(found: Matches, rule: str) -> Finding:
    return next(one for one in found.matches[0].findings if one.rule == rule)


TUESDAYS = held("FREQ=MONTHLY;BYDAY=2TU")


def on_single_days(*days: str, **values: object) -> tuple[Meeting, ...]:
    return held("", dates=days, **values)


TUESDAY = {"availability": [{"days": ["TU"], "from": "09:00", "to": "12:00"}]}
MONDAY = {"availability": [{"days": ["MO"], "from": "09:00", "to": "12:00"}]}
WALKS = {"place": HERE, "mobility": {"mode": "walk", "minutes": 10}}
CASES = [
    # rule, the person beside ISOLATED, the listing, verdict
    ("need", {}, a_place(), "met"),
    ("need", {"interests": ["麻雀"], "needs": ["子育て"], "age": 70}, a_place("content:game"), "unmet"),
    ("need", {"interests": ["相談"]}, a_place("content:consult", kind=None), "unmet"),
    ("interest", {"interests": ["麻雀"]}, a_place("content:game"), "met"),
    ("interest", {"interests": ["麻雀"]}, a_place("~content:game"), "met"),
    ("interest", {"interests": ["麻雀"]}, a_place("content:music"), "unmet"),
    ("interest", {"interests": ["麻雀"]}, a_place("~content:music"), "unknown"),
    ("interest", {"interests": ["麻雀"]}, a_place(), "unknown"),
    ("interest", {"interests": ["ヒヤシンス"]}, a_place(name="ヒヤシンスの会"), "met"),
    ("interest", {"preferences": ["屋外"]}, a_place("access:outdoor"), "met"),
    ("role", {"roles": ["支え手"]}, a_place("role:supporter"), "met"),
    ("role", {"roles": ["支え手"]}, a_place("!role:supporter"), "unmet"),
    ("role", {"roles": ["支え手"]}, a_place(), "unknown"),
    ("role", {"roles": ["参加者"]}, a_place(), "silent"),
    ("role", {"roles": ["ボランティア"]}, a_place("role:both"), "met"),
    ("role", {"roles": ["有償ボランティア"]}, a_place("role:both"), "unknown"),
    ("ability", {"abilities": ["料理"]}, a_place("content:meal"), "met"),
    ("ability", {"abilities": ["料理"]}, a_place("content:game"), "silent"),
    ("ability", {"abilities": ["大工"]}, a_place("ability:repairs"), "met"),
    # Whom a place is for speaks of those who take part, not of those who help there.
    ("target", {"age": 20, "roles": ["ボランティア"]}, a_place("target:child", "role:volunteer"), "silent"),
    ("target", {"age": 20, "roles": ["ボランティア"]}, a_place("target:child"), "unknown"),
    ("target", {"age": 20, "roles": ["ボランティア", "参加者"]}, a_place("target:child", "role:volunteer"), "excluded"),
    ("age", {"age": 20, "roles": ["ボランティア"]}, a_place("role:volunteer", maximum_age=18), "silent"),
    ("age", {"age": 15, "roles": ["ボランティア"]}, a_place(kind="volunteer_group", minimum_age=18), "excluded"),
    ("usual_target", {"age": 20, "roles": ["支え手"]}, a_place("role:supporter"), "silent"),
    ("companion", {"preferences": ["男性歓迎"]}, a_place("target:men_welcome"), "met"),
    ("companion", {"access_needs": ["手話"]}, a_place("!access:hearing_vision", "!first_visit:hearing"), "unmet"),
    ("companion", {"access_needs": ["見学できる"]}, a_place(), "unknown"),
    ("status", {}, a_place(status="active"), "met"),
    ("status", {}, a_place(status="paused"), "excluded"),
    ("status", {}, a_place(status="ended"), "excluded"),
    ("status", {}, a_place(status="preparing"), "excluded"),
    ("status", {}, a_place(status="unknown"), "unknown"),
    ("age", {}, a_place(minimum_age=65), "met"),
    ("age", {}, a_place(maximum_age=18), "excluded"),
    ("age", {"age": None, "age_band": "60-69"}, a_place(minimum_age=65), "unknown"),
    ("age", {}, a_place(), "silent"),
    ("age", {"age": None}, a_place(maximum_age=18), "silent"),
    ("target", {}, a_place("target:anyone"), "met"),
    ("target", {}, a_place("target:child"), "excluded"),
    ("target", {"age": None}, a_place("target:child"), "unknown"),
    ("target", {}, a_place("target:disabled"), "unknown"),
    ("target", {"needs": ["孤立", "子育て"], "age": 35}, a_place("target:child"), "met"),
    ("usual_target", {}, a_place(), "met"),
    ("usual_target", {"age": 60}, a_place(), "unknown"),
    ("usual_target", {"age": 35, "interests": ["麻雀"]}, a_place("content:game"), "unmet"),
    ("usual_target", {"age": 9, "interests": ["麻雀"]}, a_place("content:game"), "excluded"),
    ("usual_target", {"age": 35}, a_place("target:anyone"), "silent"),
    ("residents", {"place": "北一丁目"}, a_place(residents_of=("北",)), "met"),
    ("residents", {"place": "南一丁目"}, a_place(residents_of=("北",)), "excluded"),
    ("residents", {"place": "北一丁目"}, a_place(residents_of=("ひかり台",)), "excluded"),
    ("residents", {"place": "北二丁目"}, a_place(residents_of=("ひかり台",)), "unknown"),
    ("residents", {"place": "北二丁目 ひかり台"}, a_place(residents_of=("ひかり台（自治会館の地区）",)), "met"),
    ("residents", {}, a_place(residents_of=("北",)), "unknown"),
    ("residents", {"place": "北一丁目"}, a_place(residents_of=("どこかの丘",)), "unknown"),
    ("residents", {"place": "北一丁目"}, a_place(residents_of=("北部",)), "met"),
    ("residents", {"place": "北一丁目"}, a_place(residents_of=("南部",)), "excluded"),
    ("residents", {"place": "南一丁目"}, a_place(extents=("北",)), "silent"),
    ("residents", {"place": "南一丁目"}, a_place(extents=("北",), kind="mutual_aid"), "excluded"),
    ("residents", {"place": "南一丁目"}, a_place(extents=("市全域",), kind="mutual_aid"), "met"),
    ("residents", {"place": "市外"}, a_place(extents=("市全域",), kind="mutual_aid"), "excluded"),
    ("residents", {}, a_place(place="北自治会館", venues=()), "unknown"),
    ("residents", {}, a_place("target:anyone", place="北自治会館", venues=()), "silent"),
    ("residents", {}, a_place("~target:anyone", place="北自治会館", venues=()), "unknown"),
    ("work_stage", {"stage": "日常生活自立", "needs": ["就労準備"], "age": 40}, a_place(kind="work_prep"), "excluded"),
    ("work_stage", {"stage": "就労自立", "needs": ["就労準備"], "age": 40}, a_place(kind="work_prep"), "silent"),
    ("work_later", {"stage": "社会的自立", "age": 40}, a_place("need:isolation", kind="work_prep"), "unmet"),
    ("work_later", {"stage": "社会的自立", "age": 40}, a_place("target:anyone"), "silent"),
    ("work_later", {"stage": "就労自立", "age": 40}, a_place("need:isolation", kind="work_prep"), "silent"),
    ("only_women_or_men", {"preferences": ["男性歓迎"]}, a_place(eligibility_text="女性のみ"), "excluded"),
    ("only_women_or_men", {"preferences": ["男性歓迎"]}, a_place(eligibility_text="男性限定"), "met"),
    ("only_women_or_men", {"preferences": ["女性中心"]}, a_place(name="女性だけの茶話会"), "met"),
    ("only_women_or_men", {"preferences": ["女性中心"]}, a_place(eligibility_text="男性のみ"), "excluded"),
    ("only_women_or_men", {"preferences": ["女性中心"]}, a_place(note="男性限定の回と女性限定の回"), "unknown"),
    ("only_women_or_men", {}, a_place(eligibility_text="女性のみ"), "silent"),
    ("cost", {"preferences": ["300円まで"]}, a_place(fee_yen_max=300), "met"),
    ("cost", {"preferences": ["1回300円以内"]}, a_place(fee_yen_max=500), "unmet"),
    ("cost", {"preferences": ["参加費は1,000円まで"]}, a_place(), "unknown"),
    ("schedule", {}, a_place(meetings=on_single_days("2026-03-31")), "excluded"),
    ("schedule", {}, a_place(meetings=on_single_days("2026-03-31", "2026-04-01")), "met"),
    ("schedule", {}, a_place(meetings=on_single_days("2026-03-31", certainty="partial")), "unknown"),
    ("schedule", {}, a_place(meetings=held("FREQ=WEEKLY;BYDAY=TU;UNTIL=20260331")), "excluded"),
    # The hours of single days are those days' own: 2026-05-12 is a Tuesday.
    ("schedule", TUESDAY, a_place(meetings=on_single_days("2026-05-12")), "met"),
    ("schedule", MONDAY, a_place(meetings=on_single_days("2026-05-12")), "excluded"),
    ("schedule", MONDAY, a_place(meetings=held("FREQ=WEEKLY;BYDAY=TU", dates=("2026-05-11",))), "unknown"),
    ("avoid", {"avoid": ["麻雀"]}, a_place("content:game"), "excluded"),
    ("avoid", {"avoid": ["ヒヤシンス"]}, a_place(description="ヒヤシンスを育てます"), "excluded"),
    ("avoid", {"avoid": ["ヒヤシンス"]}, a_place(description="ヒヤシンスはありません"), "silent"),
    ("avoid", {"avoid": ["大勢"]}, a_place(capacity=60), "excluded"),
    ("at_home", {"mobility": {"mode": "homebound"}}, a_place(kind="mutual_aid"), "met"),
    ("at_home", {"mobility": {"mode": "homebound"}}, a_place("access:online"), "met"),
    ("at_home", {"mobility": {"mode": "homebound"}}, a_place(), "excluded"),
    ("at_home", {"access_needs": ["訪問"]}, a_place(), "excluded"),
    ("at_home", {"mobility": {"mode": "homebound"}}, a_place("need:isolation", kind=None), "unknown"),
    ("reach", WALKS, a_place(), "unknown"),
    ("reach", WALKS, a_place(town="南一丁目"), "excluded"),
    ("reach", WALKS, a_place("access:pickup", town="南一丁目"), "met"),
    ("reach", WALKS, a_place(town=None), "unknown"),
    ("reach", WALKS | {"mobility": {"mode": "walk", "minutes": 40}}, a_place(), "met"),
    ("reach", WALKS, a_place(town="南一丁目", kind="mutual_aid"), "silent"),
    ("nearness", {"place": HERE}, a_place(), "met"),
    ("nearness", {"place": HERE}, a_place(town="南一丁目"), "unmet"),
    ("nearness", {"place": HERE}, a_place(town=None), "unknown"),
    ("exertion", {"mobility": {"mode": "walk", "minutes": 4}}, a_place("~content:walking"), "excluded"),
    ("exertion", {"mobility": {"minutes": 4}}, a_place("content:walking", "content:tea_chat"), "silent"),
    ("exertion", {"mobility": {"aids": ["杖"]}}, a_place("content:walking"), "unknown"),
    ("wheelchair", {"access_needs": ["車いす"]}, a_place("access:wheelchair"), "met"),
    ("wheelchair", {"access_needs": ["車いす"]}, a_place("!access:wheelchair"), "excluded"),
    ("wheelchair", {"mobility": {"mode": "wheelchair"}}, a_place("access:stairs"), "excluded"),
    ("wheelchair", {"mobility": {"mode": "wheelchair"}}, a_place(), "unknown"),
    ("accessible_toilet", {"access_needs": ["多目的トイレ"]}, a_place("access:accessible_toilet"), "met"),
    ("accessible_toilet", {"access_needs": ["多目的トイレ"]}, a_place("!access:accessible_toilet"), "excluded"),
    ("accessible_toilet", {"access_needs": ["多目的トイレ"]}, a_place(), "unknown"),
    ("stairs", {"access_needs": ["階段がのぼれない"]}, a_place("access:stairs"), "unmet"),
    ("stairs", {"access_needs": ["階段がのぼれない"]}, a_place("!access:stairs"), "met"),
    ("stairs", {"mobility": {"aids": ["杖"]}}, a_place(), "unknown"),
    ("schedule", TUESDAY, a_place(meetings=TUESDAYS), "met"),
    ("schedule", MONDAY, a_place(meetings=TUESDAYS), "excluded"),
    ("schedule", TUESDAY, a_place(meetings=held("FREQ=WEEKLY;BYDAY=TU", "13:00", "15:00")), "excluded"),
    ("schedule", TUESDAY, a_place(meetings=held("FREQ=WEEKLY;BYDAY=TU", None, None)), "unknown"),
    ("schedule", MONDAY, a_place(meetings=held("FREQ=WEEKLY;BYDAY=TU", certainty="partial")), "unknown"),
    ("schedule", MONDAY, a_place(meetings=held("FREQ=MONTHLY;BYMONTHDAY=10")), "unknown"),
    ("schedule", MONDAY, a_place(meetings=held("FREQ=MONTHLY;BYMONTHDAY=10", "13:00", "15:00")), "excluded"),
    ("schedule", {}, a_place(meetings=held("FREQ=MONTHLY;BYMONTHDAY=10")), "met"),
    ("schedule", MONDAY, a_place(), "unknown"),
    ("schedule", {}, a_place(), "unknown"),
    # Where no heights are loaded; the rest stands in test_ways.py.
    ("steep_way", {"mobility": {"mode": "wheelchair", "minutes": 20}, "place": HERE}, a_place(), "silent"),
    ("booking", {"preferences": ["気軽"]}, a_place(application_text="予約は不要です"), "met"),
    ("booking", {"preferences": ["気軽"]}, a_place(application_text="前日までに電話で予約"), "unmet"),
    ("booking", {}, a_place(), "unknown"),
    ("cost", {"preferences": ["無料"]}, a_place(fee_yen_min=0, fee_yen_max=0), "met"),
    ("cost", {"preferences": ["無料"]}, a_place(fee_yen_max=800), "unmet"),
    ("cost", {"preferences": ["無料"]}, a_place(fee_yen_max=50), "unmet"),
    ("cost", {"needs": ["孤立", "貧困"]}, a_place(fee_yen_max=50), "met"),
    ("cost", {"preferences": ["無料"]}, a_place(), "unknown"),
    ("freshness", {}, a_place(assured_date=date(2026, 1, 1)), "met"),
    ("freshness", {}, a_place(assured_date=date(2020, 1, 1)), "unmet"),
    ("freshness", {}, a_place(), "unknown"),
    ("first_step", {"preferences": ["1対1から"]}, a_place(capacity=5), "met"),
    ("first_step", {"preferences": ["1対1から"]}, a_place(kind="mutual_aid"), "met"),
    ("first_step", {"preferences": ["1対1から"]}, a_place(), "unmet"),
    ("weather", {}, a_place("access:outdoor"), "unknown"),
    ("weather", {}, a_place("access:outdoor", description="雨天中止"), "met"),
    ("weather", {}, a_place(), "silent"),
]  # fmt: skip


@pytest.mark.parametrize(("rule", "person", "listing", "wanted"), CASES)
def test_a_rule_says_what_the_facts_bear(rule: str, person: dict[str, object], listing: PublicListing, wanted: str):
    found = rank([listing], **ISOLATED | person)
    assert verdict(found, rule) == wanted


def test_every_rule_has_a_case_of_each_verdict_that_it_can_give() -> None:
    covered = {rule for rule, *_ in CASES}
    assert covered == {rule.id for rule in RULES} - {"same_zone"}


@pytest.mark.parametrize(("rule", "person", "listing", "wanted"), [case for case in CASES if case[3] == "unknown"])
def test_what_nobody_knows_neither_scores_nor_goes_unasked(rule, person, listing, wanted) -> None:
    found = rank([listing], **ISOLATED | person)
    unknown = finding(found, rule)
    if rule != "exertion":  # what is known there is that people walk; unknown is how far
        assert unknown.points == 0
    assert rule in {question.rule for question in found.matches[0].questions} | {"freshness"}


@pytest.mark.parametrize(("rule", "person", "listing", "wanted"), [case for case in CASES if case[3] == "excluded"])
def test_what_is_left_out_says_why(rule, person, listing, wanted) -> None:
    (out,) = rank([listing], **ISOLATED | person).excluded
    assert out.listing is listing
    assert len(out.reason) > 4


BETTER = [
    # person, the better listing, the worse one
    ({}, a_place(town="北一丁目"), a_place(town="北二丁目")),
    ({"interests": ["麻雀"]}, a_place("content:game"), a_place("~content:game")),
    ({"interests": ["麻雀"]}, a_place("~content:game"), a_place()),
    ({"interests": ["麻雀"]}, a_place("content:game"), a_place("content:music")),
    ({}, a_place(), a_place("~content:tea_chat", kind="dementia_cafe")),
    ({}, a_place("need:isolation"), a_place()),
    ({}, a_place(assured_date=date(2026, 3, 1)), a_place()),
    ({"preferences": ["無料"]}, a_place(fee_yen_max=0), a_place(fee_yen_max=900)),
    ({"mobility": {"aids": ["杖"]}}, a_place("content:tea_chat"), a_place("content:walking", "content:tea_chat")),
    ({"access_needs": ["階段がのぼれない"]}, a_place(), a_place("access:stairs")),
    ({"preferences": ["少人数"]}, a_place(capacity=6), a_place(capacity=40)),
    ({"roles": ["支え手"]}, a_place("role:supporter"), a_place()),
    ({"roles": ["支え手"]}, a_place("role:supporter"), a_place("role:volunteer")),
    ({"roles": ["支え手"]}, a_place("role:volunteer"), a_place()),
    ({"roles": ["支え手にも受け手にも"]}, a_place("role:both"), a_place("role:volunteer")),
    ({"abilities": ["料理"]}, a_place("ability:cooking"), a_place("content:meal")),
    ({"needs": ["生きがい"], "roles": ["ボランティア"]}, a_place("role:volunteer"), a_place("content:enjoyment")),
    ({"preferences": ["男性も参加しやすい"]}, a_place("target:men_welcome"), a_place("!target:men_welcome")),
    (TUESDAY, a_place(meetings=TUESDAYS), a_place()),
    # What comes to people in the person's own part of town, before what is for the whole city.
    (
        {"needs": ["生きがい"], "roles": ["支え手"]},
        a_place("need:purpose", "role:supporter", kind="mutual_aid", residents_of=("北一丁目",)),
        a_place("need:purpose", "role:supporter", kind="mutual_aid", residents_of=("市全域",)),
    ),
    # What a name suggests, at twice the distance that the person goes, does not outweigh what is there.
    (
        {"mobility": {"mode": "walk", "minutes": 10}, "interests": ["体操"]},
        a_place(town="北二丁目"),
        a_place("~content:exercise", town="東一丁目"),
    ),
]


@pytest.mark.parametrize(("person", "better", "worse"), BETTER)
def test_of_two_that_differ_in_one_thing_the_better_comes_first(person, better, worse) -> None:
    for listings in ([better, worse], [worse, better]):
        first, second = rank(listings, **ISOLATED | {"place": HERE} | person).matches
        assert first.listing is better
        assert first.points > second.points


def test_every_rule_speaks_one_japanese_sentence_or_two_to_users() -> None:
    for rule in RULES:
        assert re.fullmatch(r"[^\n]{10,120}。", rule.sentence), rule.id


def test_every_weight_is_used_by_the_program() -> None:
    program = "".join(
        path.read_text(encoding="utf-8") for path in (Path(__file__).parents[2] / "matching").rglob("*.py")
    )
    assert not [one.name for one in PARAMETERS if f'"{one.name}"' not in program]


def test_every_weight_says_its_unit_source_and_day() -> None:
    for parameter in PARAMETERS:
        assert parameter.unit
        assert parameter.label
        assert len(parameter.source) >= 5
        assert parameter.valid_from <= date(2026, 4, 1)


@pytest.mark.parametrize(
    ("known", "asked", "said"),
    [
        ((), "少人数の時間や、見学・途中で帰ることはできますか", "訪問、見学から"),
        (("first_visit:visit_ok",), "少人数の時間や、途中で帰ることはできますか", "見学から始められます"),
        (("first_visit:visit_ok", "!first_visit:leave_early_ok"), "少人数の時間はありますか", "見学から始められます"),
    ],
)
def test_a_first_step_asks_only_what_is_not_known(known, asked, said) -> None:
    (match,) = rank([a_place(*known)], **ISOLATED, preferences=["1対1から"]).matches
    assert asked in [question.text for question in match.questions]
    assert said in next(one.reason for one in match.findings if one.rule == "first_step")
