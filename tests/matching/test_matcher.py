"""The whole answer: at most five, sums, variety, near misses, routes, confidence, households, the same bytes twice."""

import json
import re
from datetime import date

import pytest

from directory.public_view import PublicVenue
from tests.matching.listings import a_place, held
from tests.matching.places import rank

ISOLATED = {"needs": ["孤立"], "age": 80, "place": "北一丁目"}


def names(found: object) -> list[str]:
    return [one.listing.name for one in found]


def test_at_most_five_are_suggested_and_fewer_when_asked() -> None:
    salons = [a_place() for _ in range(9)]
    assert len(rank(salons, **ISOLATED).matches) == 5
    assert len(rank(salons, limit=2, **ISOLATED).matches) == 2


def test_points_are_the_sum_of_the_findings() -> None:
    for match in rank([a_place("content:game"), a_place("access:stairs")], **ISOLATED).matches:
        assert match.points == sum(finding.points for finding in match.findings)


def test_the_same_question_gives_the_same_bytes_whatever_the_order_of_the_catalogue() -> None:
    salons = [a_place("content:game"), a_place(), a_place(town="北二丁目"), a_place(status="paused")]
    one, other = rank(salons, **ISOLATED), rank(salons[::-1], **ISOLATED)
    assert json.dumps(one.as_json()) == json.dumps(other.as_json())


def test_equals_are_ordered_by_distance_then_reading() -> None:
    far = a_place(town="南一丁目", reading="あ")
    later, earlier = a_place(reading="か"), a_place(reading="い")
    assert names(rank([far, later, earlier], **ISOLATED).matches) == [earlier.name, later.name, far.name]


def test_the_last_places_go_to_another_kind_that_fits_nearly_as_well() -> None:
    salons = [a_place("content:tea_chat", assured_date=date(2026, 3, 1)) for _ in range(6)]
    other = a_place("content:tea_chat", kind="ibasho")
    found = rank([*salons, other], **ISOLATED | {"interests": ["お茶"]})
    assert other.name in names(found.matches)
    assert names(found.matches[:3]) == [m.listing.name for m in found.matches if m.listing.types == ("salon",)][:3]


def test_a_near_miss_names_the_one_change_that_would_admit_it() -> None:
    far = a_place(town="南一丁目")
    walker = ISOLATED | {"mobility": {"mode": "walk", "minutes": 10}}
    (near,) = rank([far], **walker).near_misses
    assert (near.rule, near.would_fit_if) == ("reach", "送迎があれば可")


def test_a_meeting_at_another_time_is_a_near_miss_with_its_own_words() -> None:
    tuesday = a_place(meetings=held("FREQ=MONTHLY;BYDAY=2TU"))
    (near,) = rank([tuesday], **ISOLATED | {"availability": [{"days": ["MO"]}]}).near_misses
    assert near.would_fit_if == "「第2火曜 10時から12時」に空けば可"


CANE = {"mobility": {"mode": "walk", "minutes": 20, "aids": ["杖"]}}
WITH_CARER = {"preferences": ["付き添い可"]}
KITES = {"kind": None, "town": None, "description": "たこあげ"}


@pytest.mark.parametrize(
    ("listing", "person", "rule", "change"),
    [
        (a_place("access:stairs", **KITES), CANE, "stairs", "階段のない入口か、手伝う人がいれば可"),
        (a_place("content:walking", **KITES), CANE, "exertion", "座って参加できる時間があれば可"),
        (a_place(**KITES, fee_yen_max=800), {"preferences": ["無料"]}, "cost", "費用の負担がなくなれば可"),
        (
            a_place(**KITES | {"kind": "ibasho"}),
            {"preferences": ["1対1から"]},
            "first_step",
            "少人数か1対1で始められれば可",
        ),
        (a_place("!target:with_carer", **KITES), WITH_CARER, "companion", "「付き添い可」も受けてもらえれば可"),
        (a_place("~target:child", **KITES), {"age": 30}, "usual_target", "「子ども」でない人も入れれば可"),
    ],
)
def test_what_only_a_hope_speaks_for_is_a_near_miss_and_no_suggestion(listing, person, rule, change) -> None:
    hopes = {"age": 80, "interests": ["たこあげ"]}
    found = rank([listing], **hopes | person)
    assert not found.matches
    (near,) = found.near_misses
    assert (near.rule, near.would_fit_if) == (rule, change)
    assert names(rank([listing], **hopes).matches) == ([listing.name] if rule != "usual_target" else [])


@pytest.mark.parametrize(
    ("stated", "person", "change"),
    [
        ({"minimum_age": 65}, {"age": 62}, "65歳になる前でも入れれば可"),
        ({"minimum_age": 65}, {"age": 59}, None),
        ({"maximum_age": 39}, {"age": 44}, "39歳を過ぎていても入れれば可"),
        ({"maximum_age": 39}, {"age": 45}, None),
        ({"minimum_age": 65}, {"age_band": "55-59"}, None),
        ({"minimum_age": 65}, {"age_band": "60-64"}, "65歳になる前でも入れれば可"),
        ({"maximum_age": 15}, {"age": 17}, None),
    ],
)
def test_a_grown_up_a_few_years_beside_a_stated_age_may_ask(stated, person, change) -> None:
    found = rank([a_place(**KITES, **stated)], interests=["たこあげ"], **person)
    assert not found.matches
    assert [(out.rule, out.would_fit_if) for out in found.excluded] == [("age", change)]
    assert [near.would_fit_if for near in found.near_misses] == ([change] if change else [])


def test_of_two_things_against_it_no_single_change_is_promised() -> None:
    steps_and_cost = a_place("access:stairs", **KITES, fee_yen_max=800)
    found = rank([steps_and_cost], age=80, interests=["たこあげ"], preferences=["無料"], **CANE)
    assert not found.matches
    assert not found.near_misses
    assert [out.rule for out in found.excluded] == ["cost"]


def test_a_place_too_far_to_walk_that_has_stairs_too_is_not_promised_by_a_lift() -> None:
    far = a_place("access:stairs", **KITES | {"town": "南一丁目"})
    found = rank([far], age=80, interests=["たこあげ"], place="北一丁目", **CANE)
    assert [out.rule for out in found.excluded] == ["reach"]
    assert not found.near_misses


def test_what_two_rules_keep_out_is_no_near_miss() -> None:
    out = a_place(town="南一丁目", status="paused")
    found = rank([out], **ISOLATED | {"mobility": {"mode": "walk", "minutes": 10}})
    assert not found.near_misses
    assert names(found.excluded) == [out.name]


def test_the_dates_shown_are_the_next_that_the_schedule_supports() -> None:
    (match,) = rank([a_place(meetings=held("FREQ=MONTHLY;BYDAY=2TU"))], **ISOLATED).matches
    assert [day.isoformat() for day in match.next_dates] == ["2026-04-14", "2026-05-12", "2026-06-09"]


@pytest.mark.parametrize(
    ("person", "listing", "wanted"),
    [
        (ISOLATED, a_place(), False),
        (ISOLATED, a_place("!need:isolation"), True),
        (ISOLATED | {"access_needs": ["車いす"]}, a_place(), True),
        (ISOLATED | {"access_needs": ["車いす"]}, a_place("access:wheelchair"), False),
        (ISOLATED | {"access_needs": ["多目的トイレ"]}, a_place("access:wheelchair"), True),
        (ISOLATED | {"mobility": {"mode": "homebound"}}, a_place(kind="mutual_aid", extents=("北",)), False),
        (ISOLATED | {"mobility": {"mode": "homebound"}}, a_place("need:isolation", kind=None), True),
        (ISOLATED | {"age": 60}, a_place(), True),
        (ISOLATED | {"age": 60}, a_place("target:anyone"), False),
        (ISOLATED | {"needs": ["子育て", "孤立"], "age": 30}, a_place("target:anyone"), True),
        (ISOLATED | {"needs": ["8050"], "age": 52}, a_place(kind="ibasho"), True),
    ],
)
def test_confidence_needs_the_main_need_no_open_barrier_and_a_fitting_target(person, listing, wanted) -> None:
    assert rank([listing], **person).no_confident_match is wanted


def test_desks_are_routes_and_never_suggestions() -> None:
    desk = a_place("need:isolation", "target:anyone", kind="consult_desk", name="なんでも相談")
    found = rank([desk], **ISOLATED)
    assert not found.matches
    assert [route.listing.name for route in found.other_routes if route.listing] == ["なんでも相談"]


def test_the_desk_in_charge_is_always_among_the_routes() -> None:
    found = rank([a_place()], **ISOLATED)
    assert found.desk.name == found.other_routes[0].desk.name == "北部地域包括支援センター"


@pytest.mark.parametrize("place", [None, "どこか", "市外"])
def test_routes_are_filled_even_where_nobody_knows_where_the_person_lives(place: str | None) -> None:
    assert rank([], **ISOLATED | {"place": place}).other_routes


def test_a_service_for_residents_of_somewhere_is_offered_only_to_those_known_to_live_there() -> None:
    aid = a_place(kind="mutual_aid", residents_of=("ひかり台",), name="お互いさまひかり台")
    inside = rank([aid], **ISOLATED | {"place": "北二丁目 ひかり台"})
    perhaps = rank([aid], **ISOLATED | {"place": "北二丁目"})
    outside = rank([aid], **ISOLATED)
    assert names(inside.matches) == [aid.name]
    assert not perhaps.matches
    assert aid.name in [route.listing.name for route in perhaps.other_routes if route.listing]
    assert names(outside.excluded) == [aid.name]
    assert not [route for route in outside.other_routes if route.listing]


def test_a_route_for_certain_people_says_that_it_is_to_be_asked_whether_this_is_one_of_them() -> None:
    centre = a_place("need:isolation", "target:disabled", kind="chikatsu", name="地域活動支援センター")
    (route,) = [route for route in rank([centre], **ISOLATED).other_routes if route.listing]
    assert "対象（障がいのある方）に入るか確かめてください" in route.reason


def test_giving_food_away_is_no_help_for_who_needs_food() -> None:
    drive, pantry = a_place(kind="food_drive", name="寄付"), a_place(kind="food_support", name="配布")
    found = rank([drive, pantry], needs=["食"], age=40, place="北一丁目")
    assert names(found.matches) == ["配布"]
    assert "寄付" not in [route.listing.name for route in found.other_routes if route.listing]


def test_the_character_for_eating_alone_is_no_reason() -> None:
    found = rank([a_place("~content:meal", name="楽食会")], needs=["貧困", "食", "子育て"], age=37)
    assert not found.matches


def test_a_child_is_not_sent_to_an_older_peoples_salon() -> None:
    found = rank([a_place(), a_place(kind="ibasho", name="だれでもの家")], needs=["孤立"], age=10)
    assert names(found.matches) == ["だれでもの家"]


def test_somebody_who_does_not_leave_the_estate_is_offered_what_is_held_there_and_told_of_its_neighbour() -> None:
    own = a_place(town=None, place="みどり団地集会所", district="北")
    next_door = a_place(town=None, place="ひかり台集会所", district="北")
    person = ISOLATED | {"place": "北二丁目 みどり団地", "mobility": {"mode": "walk", "minutes": 3}}
    found = rank([own, next_door], **person)
    assert names(found.matches) == [own.name]
    assert names(found.near_misses) == [next_door.name]


def test_a_place_at_another_estate_of_which_no_distance_is_known_is_left_out_with_its_reason() -> None:
    elsewhere = a_place(town=None, place="ひかり台集会所")
    person = ISOLATED | {"place": "北二丁目 みどり団地", "mobility": {"mode": "walk", "minutes": 3}}
    (out,) = rank([elsewhere], **person).excluded
    assert out.reason.startswith("行ける範囲の外です")


def test_work_is_kept_for_later_at_an_early_stage_but_stays_a_route() -> None:
    work = a_place("target:anyone", kind="work_prep")
    found = rank([work], needs=["ひきこもり"], age=30, place="北一丁目")
    assert not found.matches
    assert "あとの段階" in next(route.reason for route in found.other_routes if route.listing)


def test_needs_that_nothing_meets_are_named_so_that_the_gap_can_be_recorded() -> None:
    found = rank([a_place()], **ISOLATED | {"needs": ["孤立", "ひきこもり"]})
    assert found.unmet_needs == ("hikikomori",)
    assert "home_visit" in rank([a_place()], **ISOLATED | {"mobility": {"mode": "homebound"}}).unmet_needs


def test_a_household_gets_places_for_all_first_and_each_alone() -> None:
    for_all = a_place("target:anyone", "need:childrearing", kind="ibasho", name="みんなの家")
    for_older = a_place("content:exercise", name="体操の会")
    mother = {"needs": ["孤立"], "age": 80}
    found = rank([for_older, for_all], needs=["子育て"], age=40, place="北一丁目", household=[mother])
    assert names(found.matches) == ["みんなの家"]
    (alone,) = found.household
    assert set(names(alone.matches)) == {"みんなの家", "体操の会"}


def test_an_empty_sheet_shows_what_there_is_and_asks_where() -> None:
    found = rank([a_place()])
    assert len(found.matches) == 1
    assert any("場所" in warning for warning in found.warnings)


def test_a_private_place_is_offered_through_the_council() -> None:
    home = a_place()
    home = a_place(venues=(type(home.venues[0])(place="北一丁目・社協に連絡", coarse=True, town="北一丁目"),))
    (match,) = rank([home], **ISOLATED).matches
    assert match.via_council
    assert any("社協経由" in question.text for question in match.questions)


def test_where_only_a_barrier_is_open_the_answer_says_which() -> None:
    found = rank([a_place()], **ISOLATED | {"access_needs": ["車いす"]})
    assert found.no_confident_match
    assert any("車いすのまま入れますか" in warning for warning in found.warnings)
    assert not any("はっきり応える場は見つかりません" in warning for warning in found.warnings)


def test_whether_the_person_can_be_there_at_all_is_asked_first() -> None:
    (match,) = rank([a_place()], **ISOLATED | {"access_needs": ["バリアフリートイレ", "車いす"]}).matches
    assert [one.rule for one in match.questions[:2]] == ["wheelchair", "accessible_toilet"]
    assert len(match.questions) > 3


def test_the_place_is_asked_about_once() -> None:
    nowhere = a_place(venues=(), place=None, town=None)
    coarse = a_place(venues=(PublicVenue(place="北一丁目・社協に連絡", coarse=True),))
    for listing, wanted in ((nowhere, "開催場所が未登録"), (coarse, "社協経由")):
        (match,) = rank([listing], **ISOLATED).matches
        about_the_place = [one.text for one in match.questions if "場所" in one.text or "会場を" in one.text]
        assert len(about_the_place) == 1
        assert wanted in about_the_place[0]


def test_what_is_asked_by_telephone_are_questions_and_no_sentence_names_a_field_of_the_program() -> None:
    listings = [
        a_place("~content:tea_chat", place="北自治会館", venues=()),
        a_place("content:walking", "access:outdoor", kind="dementia_cafe", assured_date=date(2020, 1, 1)),
        a_place(kind=None, meetings=held("FREQ=MONTHLY;BYMONTHDAY=10")),
        a_place(fee_yen_max=300, minimum_age=60, residents_of=("どこかの丘",)),
    ]
    asks = {
        "needs": ["孤立", "貧困"], "interests": ["お茶"], "roles": ["支え手"], "access_needs": ["車いす可", "同行可"],
        "mobility": {"mode": "walk", "minutes": 20, "aids": ["杖"]}, "preferences": ["1対1から", "無料"],
        "availability": [{"days": ["MO"], "from": "09:00", "to": "12:00"}], "age_band": "60-64", "place": "北二丁目",
    }  # fmt: skip
    found = rank(listings, **asks)
    assert found.matches
    for match in found.matches:
        for question in match.questions:
            assert re.search(r"か(（[^）]*）)?$", question.text), question.text
    spoken = json.dumps(found.as_json()["warnings"], ensure_ascii=False)
    assert not re.search(r"[a-z]+_[a-z]+", spoken)


def test_a_distance_is_said_once_in_the_reasons_of_a_suggestion() -> None:
    walker = ISOLATED | {"mobility": {"mode": "walk", "minutes": 15}}
    (match,) = rank([a_place()], **walker).matches
    distance = f"およそ{match.distance_m:,}m"
    assert sum(distance in finding.reason for finding in match.findings) == 1


def test_an_answer_that_only_lacks_the_age_says_so() -> None:
    salon = a_place()
    without = rank([salon], **{key: value for key, value in ISOLATED.items() if key != "age"})
    assert without.no_confident_match
    assert any("年代" in warning for warning in without.warnings)
    assert not any("年代が書かれていない" in warning for warning in rank([salon], **ISOLATED).warnings)


def test_people_of_one_circle_answer_their_own_need_alone() -> None:
    cafe = a_place("target:anyone", "content:tea_chat", kind="dementia_cafe", name="認知症カフェ")
    salon = a_place("target:anyone", "content:tea_chat", kind="ibasho", name="居場所", town="北二丁目")
    lonely = rank([cafe, salon], needs=["孤立"], age=27, place="北一丁目")
    assert [match.listing.name for match in lonely.matches] == ["居場所", "認知症カフェ"]
    assert [match.confident for match in lonely.matches] == [True, False]
    assert [match.listing.name for match in rank([cafe, salon], needs=["孤立"], age=9).matches] == ["居場所"]
    assert rank([cafe], needs=["認知症"], age=80).matches[0].confident


def test_a_child_who_cares_is_shown_places_for_children_and_no_grown_ups_group() -> None:
    family = a_place("target:anyone", "need:carer", kind="family_group", name="家族会")
    study = a_place("target:child", kind="learning_support", name="学習室")
    young = a_place("target:youth", "need:carer", kind="family_group", name="若いケアラーの会")
    found = rank([family, study, young], needs=["ヤングケアラー"], age=15)
    assert [match.listing.name for match in found.matches] == ["若いケアラーの会", "学習室"]
    assert [match.listing.name for match in rank([family, study], needs=["ケアラー"], age=50).matches] == ["家族会"]


def test_a_first_day_that_is_far_ahead_is_said() -> None:
    soon, far = (a_place("need:isolation", meetings=held(f"FREQ=MONTHLY;BYDAY=1MO;BYMONTH={m}")) for m in ("4", "11"))
    said = {match.listing.id: match.notices for match in rank([soon, far], needs=["孤立"]).matches}
    assert said == {soon.id: (), far.id: ("次に開かれるのは11月2日（月）です。それまでのつなぎも考えます",)}


def test_a_child_is_not_sent_to_ask_among_older_people() -> None:
    salon = a_place("need:isolation")
    assert [near.rule for near in rank([salon], needs=["孤立"], age=40).near_misses] == ["usual_target"]
    child = rank([salon], needs=["孤立"], age=14)
    assert not child.near_misses
    assert [out.rule for out in child.excluded] == ["usual_target"]
